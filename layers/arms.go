package layers

import (
	"math/bits"

	"github.com/cnwire/cnwire/codec"
)

// arms keeps one value of each arm to decode into again, so that a Set
// allocates ten of them in all and then none. The values of what are single
// bits, or 0, and the number of the bit is the place here.
type arms struct {
	known [33]codec.Event
	raw   *codec.RawEvent // the last that codec does not know
}

// decode returns the arm that v.What selects, or nil when it is too short.
func (a *arms) decode(o codec.Order, v *codec.ProcEvent) codec.Event {
	if a.raw != nil && a.raw.Type == v.What {
		a.raw.Decode(o, v.Data)
		return a.raw
	}
	i := bits.Len32(uint32(v.What))
	if ev := a.known[i]; ev != nil && ev.What() == v.What {
		if _, err := ev.Decode(o, v.Data); err != nil {
			return nil
		}
		return ev
	}
	ev, err := v.Event(o)
	if err != nil {
		return nil
	}
	if raw, ok := ev.(*codec.RawEvent); ok {
		a.raw = raw
	} else {
		a.known[i] = ev
	}
	return ev
}
