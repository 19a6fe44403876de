package pcap

import (
	"encoding/binary"
	"math/bits"
	"time"
)

// Next reads the next packet into p. Its Data and Options are valid until the
// next call.
//
// io.EOF is a clean end: no byte stands where a record or block would begin.
// Every other error is an *Error, or fs.ErrClosed after Close. An error leaves
// p alone. If its Resume is not 0, damage has been left behind and the next
// call goes on there; else Next returns the same error ever after.
func (r *Reader) Next(p *Packet) error {
	if r.quickRecord(p, recordSize+MaxSnapLen) {
		return nil
	}
	return r.next(p)
}

// quickRecord reads the next packet into p if it is what nearly all are: a record of a
// classic pcap that has nothing odd and is in memory already. All else is left to next, and
// so to read, which would do the same with this one: FuzzBlocks holds it against NextBlock.
func (r *Reader) quickRecord(p *Packet, most int) bool {
	l, from := &r.record, r.in.r
	if !l.quick || r.in.w-from < l.size || r.err != nil {
		return false
	}
	head := (*[recordSize]byte)(r.in.buf[from:])
	sec := binary.LittleEndian.Uint32(head[0:4])
	frac := binary.LittleEndian.Uint32(head[4:8])
	caplen := binary.LittleEndian.Uint32(head[8:12])
	length := binary.LittleEndian.Uint32(head[12:16])
	if r.order {
		sec, frac = bits.ReverseBytes32(sec), bits.ReverseBytes32(frac)
		caplen, length = bits.ReverseBytes32(caplen), bits.ReverseBytes32(length)
	}
	nsec := int64(frac) * l.unit
	size := l.size + int(caplen)
	if caplen > length || caplen > MaxSnapLen || uint64(nsec) >= second || size > min(most, r.in.w-from) {
		return false
	}
	data, end := from+l.size, from+size
	r.fill(p, l.of, r.in.buf[data:end:end], uint64(sec)*l.second+uint64(frac), time.Unix(int64(sec), nsec).UTC(), length)
	r.pass(size)
	return true
}

// next is Next of what needs a closer look.
func (r *Reader) next(p *Packet) error {
	if r.ng && r.quick(p, nil, 32+MaxSnapLen) {
		return nil
	}
	for {
		if err := r.read(&r.block, p); err != nil {
			return err
		}
		if r.block.Packet != nil {
			return nil
		}
	}
}

// quick reads the next block of a pcapng into p if it is what most are: an
// enhanced packet block without options that is in memory already, with nothing
// odd about it. All else is left to read, which would do the same with this
// one in twice the time.
func (r *Reader) quick(p *Packet, on *Interface, most int) bool {
	from := r.in.r
	have := r.in.w - from
	if have < 32 || r.left > 0 || r.err != nil {
		return false
	}
	head := (*[28]byte)(r.in.buf[from:])
	typ := binary.LittleEndian.Uint32(head[0:4])
	total := binary.LittleEndian.Uint32(head[4:8])
	id := binary.LittleEndian.Uint32(head[8:12])
	high := binary.LittleEndian.Uint32(head[12:16])
	low := binary.LittleEndian.Uint32(head[16:20])
	caplen := binary.LittleEndian.Uint32(head[20:24])
	length := binary.LittleEndian.Uint32(head[24:28])
	if r.order {
		typ, total, id = bits.ReverseBytes32(typ), bits.ReverseBytes32(total), bits.ReverseBytes32(id)
		high, low = bits.ReverseBytes32(high), bits.ReverseBytes32(low)
		caplen, length = bits.ReverseBytes32(caplen), bits.ReverseBytes32(length)
	}
	if typ != TypeEnhancedPacket || caplen > MaxSnapLen || caplen > length || id >= uint32(len(r.section)) {
		return false
	}
	size := 32 + pad4(int(caplen))
	i, end := r.section[id], from+size
	if i == nil || on != nil && i != on || total != uint32(size) || size > min(most, have) || r.offset+int64(size) > r.end || r.order.u32(r.in.buf[end-4:]) != total {
		return false
	}
	ticks := uint64(high)<<32 | uint64(low)
	var at time.Time
	if i.Resolution == Microseconds && i.TsOffset == 0 {
		at = time.Unix(int64(ticks/1e6), int64(ticks%1e6*1e3)).UTC()
	} else if t, ok := i.Resolution.time(ticks, i.TsOffset); ok {
		at = t
	} else {
		return false
	}
	data := from + 28
	r.fill(p, i, r.in.buf[data:data+int(caplen):data+int(caplen)], ticks, at, length)
	r.pass(size)
	return true
}

// fill fills in a packet that has nothing of its own beyond what all have. What the
// collector has to see is written in one place, so that it is asked once.
func (r *Reader) fill(p *Packet, i *Interface, data []byte, ticks uint64, at time.Time, length uint32) {
	p.Ticks, p.Len, p.Offset = ticks, length, r.offset
	p.Flags, p.DropCount = Optional[uint32]{}, Optional[uint64]{}
	p.Data, p.Time, p.Interface = data, at, i
	p.Comments, p.Options = nil, Options{}
}

// pass goes on behind a packet of size bytes.
func (r *Reader) pass(size int) {
	r.in.r += size
	r.offset += int64(size)
	r.frames++
}
