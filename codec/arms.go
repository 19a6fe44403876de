package codec

import "math/bits"

// Arms keeps one value of each arm to decode into again: it allocates as many as
// there are kinds of events, and then none. The values of what are single bits,
// or 0, and the number of the bit is the place here. The zero value is ready.
type Arms struct {
	known [33]Event
	raw   *RawEvent // the last that this package does not know
}

// Decode returns the arm that e.What selects, or nil when it is too short. It is
// valid until the next event of the kind.
func (a *Arms) Decode(o Order, e *ProcEvent) Event {
	if a.raw != nil && a.raw.Type == e.What {
		a.raw.Decode(o, e.Data)
		return a.raw
	}
	i := bits.Len32(uint32(e.What))
	if ev := a.known[i]; ev != nil && e.What&(e.What-1) == 0 {
		if _, err := ev.Decode(o, e.Data); err != nil {
			return nil
		}
		return ev
	}
	ev, err := e.Event(o)
	if err != nil {
		return nil
	}
	if raw, ok := ev.(*RawEvent); ok {
		a.raw = raw
	} else {
		a.known[i] = ev
	}
	return ev
}
