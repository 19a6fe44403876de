package pcap

// NextPacket returns the interface of the next packet, if a record or an enhanced packet
// block of at most size bytes, head, data and options, stands next and is whole; else nil,
// and Next finds out what there is. It looks at what is in memory already. Where that is not enough it
// reads, if more is not nil: it asks more before each read, of which there may be several, and stops
// where that says no, and in lent memory that is full.
//
// Nothing changes by it. By the Next that follows, no section and no interface changes, nor what
// is known of one, but for notes: so frames that were read before can be looked at meanwhile, by
// other goroutines too.
func (r *Reader) NextPacket(size int, more func() bool) *Interface {
	switch {
	case r.err != nil || r.header != nil || r.left > 0:
		return nil
	case r.ng:
		return r.nextEnhanced(size, more)
	}
	l := &r.record
	head := r.look(l.size, more)
	if head == nil {
		return nil
	}
	caplen := r.order.u32(head[8:])
	if l.minor < 4 { // which of the two it is, nextRecord says
		caplen = max(caplen, r.order.u32(head[12:]))
	}
	if whole := int64(l.size) + int64(caplen); whole > int64(size) || r.look(int(whole), more) == nil {
		return nil
	}
	return r.interfaces[0]
}

// NextUsual reads the next packet into p, as Next does, if it is what nearly all are: one of the interface
// on, in a record or an enhanced packet block of at most size bytes, without options, in memory already
// and with nothing odd about it. Else nothing changes, and it reports false.
func (r *Reader) NextUsual(p *Packet, on *Interface, size int) bool {
	switch {
	case on == nil:
		return false
	case r.ng:
		return r.quick(p, on, size)
	}
	return on == r.record.of && r.quickRecord(p, size)
}

func (r *Reader) nextEnhanced(size int, more func() bool) *Interface {
	const least = 32
	head := r.look(least, more)
	if head == nil || r.order.u32(head) != TypeEnhancedPacket {
		return nil
	}
	length, id := r.order.u32(head[4:]), r.order.u32(head[8:])
	if length%4 != 0 || length < least || int64(length) > int64(size) || r.offset+int64(length) > r.end || id >= uint32(len(r.section)) {
		return nil
	}
	if raw := r.look(int(length), more); raw == nil || r.order.u32(raw[length-4:]) != length {
		return nil
	}
	return r.section[id]
}

// look returns the next n bytes, nil where they are not there.
func (r *Reader) look(n int, more func() bool) []byte {
	for {
		if raw := r.in.ready(); len(raw) >= n {
			return raw[:n]
		}
		if r.Full(n) || more == nil || !more() || r.in.read(n) == 0 {
			return nil
		}
	}
}
