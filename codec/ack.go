package codec

// Ack is event_data.ack, an unnamed struct in include/uapi/linux/cn_proc.h:
// the answer to LISTEN or IGNORE, which every listener receives (R12).
//
//	 0       4
//	+-------+
//	|  err  |
//	+-------+
type Ack struct {
	Err uint32 // err: 0, or a positive errno: EPERM, ENOMEM, EINVAL
}

// AckSize is the size of an Ack on the wire.
const AckSize = 4

// What returns EventNone.
func (e *Ack) What() EventType { return EventNone }

// Decode reads the arm from the start of b. Fewer than 4 bytes are ErrShort.
func (e *Ack) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < AckSize {
		return 0, short("proc_event.ack", AckSize, len(b))
	}
	e.Err = o.Uint32(b[0:4])
	return AckSize, nil
}

// Append appends the arm.
func (e *Ack) Append(o Order, b []byte) []byte {
	return o.AppendUint32(b, e.Err)
}

// Len returns 4.
func (e *Ack) Len() int { return AckSize }
