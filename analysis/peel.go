package analysis

import (
	"fmt"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// Repair is something about the link layer that is wrong in a way that is
// known, and that was read around. Nothing of the frame is changed by it.
type Repair uint8

const (
	// RepairNoHeader: link type 253 without the cooked header that belongs
	// there; the frame starts with its nlmsghdr.
	RepairNoHeader Repair = 1 << iota
	// RepairHostOrder: the family stands in the order of a little-endian host
	// in the cooked header, which is big-endian.
	RepairHostOrder
)

// Names returns the repairs in words.
func (r Repair) Names() []string {
	var names []string
	if r&RepairNoHeader != 0 {
		names = append(names, "no cooked header: taken for a connector datagram")
	}
	if r&RepairHostOrder != 0 {
		names = append(names, "family in host byte order in the cooked header")
	}
	return names
}

// peel finds the netlink datagram below the link layer (SPEC.md R19).
func (f *Frame) peel() {
	switch f.Interface.LinkType {
	case pcap.LinkTypeNetlink, pcap.LinkTypeLinuxSLL:
		f.peelCooked()
	case pcap.LinkTypeLinuxSLL2:
		f.peelCooked2()
	default:
		f.NotNetlink = fmt.Sprintf("link type %d", f.Interface.LinkType)
	}
}

func (f *Frame) peelCooked() {
	var c codec.Cooked
	_, err := c.Decode(codec.BigEndian, f.Data)
	if f.Interface.LinkType == pcap.LinkTypeNetlink && c.HaType != codec.ArphrdNetlink && startsMessage(f.Data) {
		f.Repairs |= RepairNoHeader
		f.Netlink, f.Family = true, codec.FamilyConnector
		return
	}
	f.header(codec.StructCooked, codec.CookedSize)
	if f.short(err) {
		return
	}
	if f.Interface.LinkType == pcap.LinkTypeLinuxSLL && c.HaType != codec.ArphrdNetlink {
		f.Spans = f.Spans[:0] // its fields have other names there
		f.NotNetlink = fmt.Sprintf("link type 113, ARPHRD type %d", c.HaType)
		return
	}
	f.found(codec.CookedSize, c.PacketType, c.Protocol)
}

func (f *Frame) peelCooked2() {
	var c codec.Cooked2
	_, err := c.Decode(codec.BigEndian, f.Data)
	f.header(codec.StructCooked2, codec.Cooked2Size)
	if f.short(err) {
		return
	}
	if c.HaType != codec.ArphrdNetlink {
		f.Spans = f.Spans[:0]
		f.NotNetlink = fmt.Sprintf("link type 276, ARPHRD type %d", c.HaType)
		return
	}
	f.found(codec.Cooked2Size, uint16(c.PacketType), c.Protocol)
}

// header adds the span of a cooked header.
func (f *Frame) header(in codec.Struct, size int) {
	if len(f.Data) > 0 {
		f.Spans = append(f.Spans, codec.Span{})
		s := &f.Spans[len(f.Spans)-1] // in its place, as Outline has it
		s.Struct, s.Order, s.Len = in, codec.BigEndian, min(len(f.Data), size)
	}
}

// short says of a frame that ends within its cooked header, whether a snap
// length did it or not. A failure is only what was never there.
func (f *Frame) short(err error) bool {
	if err == nil {
		return false
	}
	f.NotNetlink = "cooked header cut short"
	if e := *err.(*codec.Error); int64(f.Len) < int64(e.Need) {
		e.Have = max(e.Have, int(f.Len))
		f.Err = e
	}
	return true
}

// found takes what a cooked header of size bytes says. No family is above 255,
// so one with a low byte of zero was written in the wrong order.
func (f *Frame) found(size int, packetType, protocol uint16) {
	f.Netlink, f.Base, f.PacketType = true, size, packetType
	if protocol > 0xff && protocol&0xff == 0 {
		f.Repairs |= RepairHostOrder
		protocol >>= 8
	}
	f.Family = protocol
}

// startsMessage reports whether b starts with a connector message whose lengths
// agree with each other, in either byte order.
func startsMessage(b []byte) bool {
	return agree(codec.LittleEndian, b) || agree(codec.BigEndian, b)
}

func agree(o codec.Order, b []byte) bool {
	var h codec.NlMsghdr
	var cn codec.CnMsg
	if _, err := h.Decode(o, b); err != nil {
		return false
	}
	if _, err := cn.DecodeHead(o, b[codec.NlMsghdrSize:]); err != nil {
		return false
	}
	inner := codec.NlMsghdrSize + codec.CnMsgSize + uint32(cn.Length)
	return inner <= h.Length && h.Length <= inner+3 // R5: padding may be counted
}
