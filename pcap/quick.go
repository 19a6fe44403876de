package pcap

// quick reads the next block of a pcapng into p if it is what most are: an
// enhanced packet block without options that is in memory already, with nothing
// odd about it. All else is left to read, which would do the same with this
// one in twice the time.
func (r *Reader) quick(p *Packet) bool {
	raw, order := r.in.ready(), r.order
	if len(raw) < 32 || order.u32(raw) != TypeEnhancedPacket || r.left > 0 || r.err != nil {
		return false
	}
	size := order.u32(raw[4:])
	id := order.u32(raw[8:])
	caplen := order.u32(raw[20:])
	length := order.u32(raw[24:])
	if caplen > MaxSnapLen || caplen > length || size != uint32(32+pad4(int(caplen))) ||
		int(size) > len(raw) || order.u32(raw[size-4:]) != size || r.offset+int64(size) > r.end || id >= uint32(len(r.section)) {
		return false
	}
	i := r.section[id]
	if i == nil {
		return false
	}
	ticks := order.ticks(raw[12:])
	at, ok := i.Resolution.time(ticks, i.TsOffset)
	if !ok {
		return false
	}
	data := 28 + int(caplen)
	p.Data = raw[28:data:data]
	p.Ticks = ticks
	p.Time = at
	p.Len = length
	r.plain(&r.block, p, i)
	r.in.discard(int(size))
	r.offset += int64(size)
	return true
}
