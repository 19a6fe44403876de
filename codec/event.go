package codec

// Event is an arm of proc_event's union: a pointer to the type of one, such as
// *Fork or *Exit, or *RawEvent for a value of what that this package does not
// know.
type Event interface {
	// What returns the event type that selects the arm.
	What() EventType
	// Decode reads the arm from the start of b, which is ProcEvent.Data, and
	// returns the bytes eaten. Fewer bytes than the arm has are ErrShort.
	Decode(o Order, b []byte) (n int, err error)
	// Append appends the arm's bytes, without what stood behind them.
	Append(o Order, b []byte) []byte
	// Len returns the bytes that Append writes.
	Len() int
}

// Event decodes the arm that What names. The bytes behind a short arm are
// e.Data[ev.Len():]. It allocates the value it returns; a caller that must not
// switches on What and decodes into a value of its own.
func (e *ProcEvent) Event(o Order) (Event, error) {
	ev := newEvent(e.What)
	if _, err := ev.Decode(o, e.Data); err != nil {
		return nil, at(err, ProcEventHeadSize)
	}
	return ev, nil
}

// RawEvent is the union of an event that this package does not know. Kernels
// with private patches send some, and later ones may.
type RawEvent struct {
	Type EventType
	Data []byte // all of event_data
}

// What returns Type.
func (e *RawEvent) What() EventType { return e.Type }

// Decode takes all of b and aliases it; it never fails.
func (e *RawEvent) Decode(_ Order, b []byte) (n int, err error) {
	e.Data = b
	return len(b), nil
}

// Append appends Data.
func (e *RawEvent) Append(_ Order, b []byte) []byte { return append(b, e.Data...) }

// Len returns the length of Data.
func (e *RawEvent) Len() int { return len(e.Data) }
