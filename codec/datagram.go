package codec

// Datagram is what one send puts on a netlink socket and what one frame of a
// capture holds behind its cooked header: messages, one after the other.
//
// It refuses no bytes: Tail starts at the first message that does not decode,
// and Err says why, so Append always gives back what was decoded.
type Datagram struct {
	Order    Order
	Messages []Message
	Tail     []byte // from the first message that does not decode to the end
	Err      error  // why Tail is not empty: an *Error
}

// Decode reads all of b, aliases it, and returns len(b) and no error. With
// OrderUnknown it detects the order first (Detect); when neither fits, Order
// stays unknown, all of b is Tail, and Err is of class ErrOrder. Messages keeps
// its capacity, so decoding into the same Datagram again allocates nothing.
func (d *Datagram) Decode(o Order, b []byte) (n int, err error) {
	d.Messages = d.Messages[:0]
	d.Tail = nil
	d.Err = nil
	d.Order = o
	if o == OrderUnknown && len(b) > 0 {
		d.Order = Detect(b, len(b)).Order
		if d.Order == OrderUnknown {
			d.Tail = b
			d.Err = &Error{Struct: "nlmsghdr", Have: len(b), Err: ErrOrder}
			return len(b), nil
		}
	}
	for off := 0; off < len(b); {
		last := len(d.Messages)
		d.Messages = append(d.Messages, Message{}) // in place: a copy would cost as much as the decoding
		n, err := d.Messages[last].Decode(d.Order, b[off:])
		if err != nil {
			d.Messages = d.Messages[:last]
			d.Tail = b[off:]
			d.Err = at(err, off)
			break
		}
		off += n
	}
	return len(b), nil
}

// Append appends every message and Tail as they are stored.
func (d *Datagram) Append(_ Order, b []byte) []byte {
	for i := range d.Messages {
		b = d.Messages[i].Append(d.Order, b)
	}
	return append(b, d.Tail...)
}

// Len returns the bytes that Append writes.
func (d *Datagram) Len() int {
	n := len(d.Tail)
	for i := range d.Messages {
		n += d.Messages[i].Len()
	}
	return n
}

// AppendBinary implements encoding.BinaryAppender. It fails, with ErrOrder,
// only for messages whose order is not known.
func (d *Datagram) AppendBinary(b []byte) ([]byte, error) {
	if d.Order == OrderUnknown && len(d.Messages) > 0 {
		return b, &Error{Struct: "nlmsghdr", Have: d.Len(), Err: ErrOrder}
	}
	return d.Append(d.Order, b), nil
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (d *Datagram) MarshalBinary() ([]byte, error) {
	return d.AppendBinary(make([]byte, 0, d.Len()))
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler: Decode on a copy of b,
// in the order that is detected. It never fails; Err tells.
func (d *Datagram) UnmarshalBinary(b []byte) error {
	_, err := d.Decode(OrderUnknown, append([]byte(nil), b...))
	return err
}
