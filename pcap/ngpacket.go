package pcap

import (
	"fmt"
	"time"
)

// packetBlock reads an enhanced packet block,
//
//	 0       4       8       12      16      20      24      28
//	+-------+-------+-------+-------+-------+-------+-------+- - - - +- - - - -+-------+
//	|   6   |  len  |  ifc  |ts high|ts low |caplen | orig  | data[] | options |  len  |
//	+-------+-------+-------+-------+-------+-------+-------+- - - - +- - - - -+-------+
//
// or a packet block, which is as long and counts losses in its header.
//
//	 0       4       8   10  12      16      20      24      28
//	+-------+-------+---+---+-------+-------+-------+-------+- - - - +- - - - -+-------+
//	|   2   |  len  |ifc|dro|ts high|ts low |caplen | orig  | data[] | options |  len  |
//	+-------+-------+---+---+-------+-------+-------+-------+- - - - +- - - - -+-------+
func (r *Reader) packetBlock(b *Block, p *Packet, typ uint32, raw []byte) error {
	order := r.order
	id, drops := order.u32(raw[8:]), uint16(noDrops)
	if typ == TypePacket {
		id, drops = uint32(order.u16(raw[8:])), order.u16(raw[10:])
	}
	i, err := r.interfaceOf(id)
	if err != nil {
		return err
	}
	end := len(raw) - 4
	caplen := order.u32(raw[20:])
	length := order.u32(raw[24:])
	if caplen > MaxSnapLen {
		return fmt.Errorf("captured length %d, at most %d can be", caplen, MaxSnapLen)
	}
	if int(caplen) > end-28 {
		return fmt.Errorf("captured length %d, the block has room for %d", caplen, end-28)
	}
	frame := r.frames + 1
	if caplen > length {
		r.note(frame, "captured length %d, the packet had %d", caplen, length)
	}
	data := 28 + int(caplen)
	p.Data = raw[28:data:data]
	p.Ticks = order.ticks(raw[12:])
	p.Time = r.time(frame, i, p.Ticks)
	p.Len = length
	r.plain(b, p, i)
	if options := min(28+pad4(int(caplen)), end); options < end {
		p.Options = Options{raw[options:end:end], bool(order)}
		r.packetOptions(p)
	}
	if drops != noDrops {
		p.DropCount = Of(uint64(drops))
	}
	return nil
}

// noDrops stands in a packet block whose writer does not know of losses.
const noDrops = 0xffff

// simplePacket reads a simple packet block, which is of interface 0, has no
// time stamp, and is cut to the interface's snap length.
//
//	 0       4       8       12
//	+-------+-------+-------+- - - - +-------+
//	|   3   |  len  | orig  | data[] |  len  |
//	+-------+-------+-------+- - - - +-------+
func (r *Reader) simplePacket(b *Block, p *Packet, raw []byte) error {
	i, err := r.interfaceOf(0)
	if err != nil {
		return err
	}
	length := r.order.u32(raw[8:])
	caplen := length
	if i.SnapLen > 0 {
		caplen = min(caplen, i.SnapLen)
	}
	room := len(raw) - 16
	if caplen > MaxSnapLen {
		return fmt.Errorf("captured length %d, at most %d can be", caplen, MaxSnapLen)
	}
	if int64(caplen) > int64(room) {
		return fmt.Errorf("captured length %d, the block has room for %d", caplen, room)
	}
	if pad4(int(caplen)) < room {
		r.note(r.frames+1, "%d bytes behind a simple packet are not its data", room-pad4(int(caplen)))
	}
	data := 12 + int(caplen)
	p.Data = raw[12:data:data]
	p.Ticks, p.Time = 0, time.Time{}
	p.Len = length
	r.plain(b, p, i)
	return nil
}

// plain fills in what all packets have, and clears what few have.
func (r *Reader) plain(b *Block, p *Packet, i *Interface) {
	p.Offset = r.offset
	p.Interface = i
	p.Comments, p.Options = nil, Options{}
	p.Flags, p.DropCount = Optional[uint32]{}, Optional[uint64]{}
	b.Kind, b.Packet, b.Interface = KindPacket, p, i
	r.frames++
}

// packetOptions reads the options of a packet, which mean the same in both
// kinds of blocks as far as both have them.
func (r *Reader) packetOptions(p *Packet) {
	c := optionCursor{rest: p.Options.Raw, order: r.order}
	for c.next() {
		switch c.code {
		case optComment:
			r.comment(r.frames, &p.Comments, &c)
		case epbFlags:
			if r.sized(r.frames, &c, 4) {
				p.Flags = Of(r.order.u32(c.value))
			}
		case epbDropCount:
			if r.sized(r.frames, &c, 8) {
				p.DropCount = Of(r.order.u64(c.value))
			}
		}
	}
	r.noteCut(r.frames, &c)
}

// time is a time stamp of the interface.
func (r *Reader) time(frame uint64, i *Interface, ticks uint64) time.Time {
	t, ok := i.Resolution.time(ticks, i.TsOffset)
	if !ok {
		r.note(frame, "time stamp %d in units of %v seconds, behind %d seconds, is out of range", ticks, i.Resolution, i.TsOffset)
	}
	return t
}

// interfaceOf finds an interface of this section.
func (r *Reader) interfaceOf(id uint32) (*Interface, error) {
	if id < uint32(len(r.section)) && r.section[id] != nil {
		return r.section[id], nil
	}
	switch n := len(r.section); {
	case n == 0:
		return nil, fmt.Errorf("interface %d, and none is described", id)
	case id < uint32(n):
		return nil, fmt.Errorf("interface %d, whose description is damaged", id)
	default:
		return nil, fmt.Errorf("interface %d, and only 0 to %d are described", id, n-1)
	}
}
