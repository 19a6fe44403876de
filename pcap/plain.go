package pcap

// NextPlain is Next where the next packet is one that most are: of interface i, as the
// packet before was, of size bytes at most, without options, and with nothing odd about it.
// Where it is another, or none, it reports false and has read nothing: Next says what it is.
// Of what the Reader tells, but for Offset, nothing changes by it: so whatever was read before
// can be looked at, by other goroutines too, while it reads on.
func (r *Reader) NextPlain(p *Packet, i *Interface, size int) bool {
	head := r.record.size
	if r.ng {
		head = 32
	}
	raw := r.in.ready()
	if len(raw) < head {
		var err error
		if raw, err = r.in.peek(head); err != nil { // that it ends, Next says
			return false
		}
	}
	at := r.caplenAt()
	if len(raw) < head || r.err != nil || int64(r.order.u32(raw[at:])) > int64(size) {
		return false
	}
	if whole := head + pad4(int(r.order.u32(raw[at:]))); len(raw) < whole {
		r.in.peek(whole) // as far as it is there
	}
	if r.ng {
		return r.order.u32(raw[8:]) < uint32(len(r.section)) && r.section[r.order.u32(raw[8:])] == i && r.quick(p)
	}
	return r.interfaces[0] == i && r.quickRecord(p)
}

// caplenAt is where a packet's captured length stands in its record or block.
func (r *Reader) caplenAt() int {
	if r.ng {
		return 20
	}
	return 8
}
