package pcap

import "time"

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

// quickRecord does the same with the next record of a classic pcap that has nothing odd.
func (r *Reader) quickRecord(p *Packet) bool {
	raw, order, l := r.in.ready(), r.order, &r.record
	if len(raw) < l.size || l.minor < 4 || r.header != nil || r.err != nil {
		return false
	}
	sec, frac := order.u32(raw), order.u32(raw[4:])
	caplen, length := order.u32(raw[8:]), order.u32(raw[12:])
	if caplen > MaxSnapLen || caplen > length || uint64(frac) >= l.second {
		return false
	}
	size := l.size + int(caplen)
	if size > len(raw) {
		return false
	}
	p.Data = raw[l.size:size:size]
	p.Ticks = uint64(sec)*l.second + uint64(frac)
	p.Time = time.Unix(int64(sec), int64(frac)*l.unit).UTC()
	p.Len = length
	r.plain(&r.block, p, r.interfaces[0])
	r.in.discard(size)
	r.offset += int64(size)
	return true
}
