package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// structure notes what is wrong with the frame as a whole: cuts, lengths that
// disagree, what had to be read around, and the byte order.
func (c *Checker) structure(f *analysis.Frame) {
	if f.Truncated() {
		c.note(truncated, f.Number, len(f.Data), "%d of %d bytes were captured", len(f.Data), f.Len)
	}
	if f.Err.Err != nil {
		c.note(malformed(&f.Err), f.Number, f.Err.Offset, "%s", f.Problem())
	}
	if f.Repairs != 0 {
		c.repairs(f)
	}
	if f.Netlink {
		c.orders.add(c, f)
	}
}

// malformed tells the kind of a failure of the codec.
func malformed(e *codec.Error) kind {
	switch e.Struct {
	case "nlmsghdr":
		switch e.Err {
		case codec.ErrLength:
			return headerLength
		case codec.ErrOverrun:
			return headerOverrun
		}
		return headerShort
	case "cn_msg":
		if e.Err == codec.ErrOverrun {
			return connectorOverrun
		}
		return connectorShort
	case codec.StructCooked.String(), codec.StructCooked2.String():
		return cookedShort
	}
	return eventShort
}

func (c *Checker) repairs(f *analysis.Frame) {
	if f.Repairs&analysis.RepairNoHeader != 0 {
		c.note(repairNoHeader, f.Number, 0, "link type %d without its cooked header: read as a datagram of the connector", f.Interface.LinkType)
	}
	if f.Repairs&analysis.RepairHostOrder != 0 {
		family := "sll_protocol"
		if f.Spans[0].Struct == codec.StructCooked2 {
			family = "sll2_protocol"
		}
		c.field(repairHostOrder, f, f.Spans[0], family, "sll_protocol is %#04x: read as %#04x, the family in the order of a little-endian host", f.Family<<8, f.Family)
	}
}

// cooked notes odd values of the cooked header.
func (c *Checker) cooked(f *analysis.Frame, s codec.Span) {
	if s.Struct != codec.StructCooked || s.Len < codec.CookedSize {
		return
	}
	var h codec.Cooked
	h.Decode(s.Order, captured(f, s))
	if h.HaType != codec.ArphrdNetlink {
		c.field(cookedType, f, s, "sll_hatype", "sll_hatype is %d and not %d", h.HaType, codec.ArphrdNetlink)
	}
	if h.PacketType == codec.PacketOutgoing {
		return // nearly always
	}
	if _, known := spec.Default().Name("pkttype", uint64(h.PacketType)); !known {
		c.field(cookedType, f, s, "sll_pkttype", "sll_pkttype is %d", h.PacketType)
	}
}
