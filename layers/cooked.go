package layers

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// Cooked is struct sll_header, from libpcap's pcap/sll.h: the header of a
// LINKTYPE_NETLINK frame, and its link layer. It is always big-endian (SPEC.md
// R2). codec.Cooked has the picture.
type Cooked struct {
	base.BaseLayer
	PacketType PacketType
	HaType     uint16  // ARPHRD_NETLINK, 824
	HaLen      uint16  // 0
	Addr       [8]byte // unused, and not always zero
	Protocol   Family  // the netlink family

	following
}

// LayerType returns LayerTypeCooked.
func (c *Cooked) LayerType() gopacket.LayerType { return LayerTypeCooked }

// CanDecode returns LayerTypeCooked.
func (c *Cooked) CanDecode() gopacket.LayerClass { return LayerTypeCooked }

// LinkFlow returns the empty flow: the header has no addresses.
func (c *Cooked) LinkFlow() gopacket.Flow {
	return gopacket.NewFlow(gopacket.EndpointInvalid, nil, nil)
}

// DecodeFromBytes reads the header from the start of data and aliases it. Fewer
// than 16 bytes are codec.ErrShort. On its own, outside a Set, it hands the
// messages of other families to Data, for Netlink does not know whose it reads.
func (c *Cooked) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	if err := c.decode(data); err != nil {
		df.SetTruncated()
		return err
	}
	c.next = LayerTypeNetlink
	if c.Protocol != FamilyConnector {
		c.next = LayerTypeData
	}
	return nil
}

func (c *Cooked) decode(data []byte) error {
	*c = Cooked{}
	var h codec.Cooked
	n, err := h.Decode(codec.BigEndian, data)
	if err != nil {
		return err
	}
	c.BaseLayer = base.BaseLayer{Contents: data[:n:n], Payload: data[n:]}
	c.PacketType = PacketType(h.PacketType)
	c.HaType = h.HaType
	c.HaLen = h.HaLen
	c.Addr = h.Addr
	c.Protocol = Family(h.Protocol)
	return nil
}

// SerializeTo writes the header as it is stored; there is no length to fix.
func (c *Cooked) SerializeTo(b gopacket.SerializeBuffer, _ gopacket.SerializeOptions) error {
	h := codec.Cooked{
		PacketType: uint16(c.PacketType),
		HaType:     c.HaType,
		HaLen:      c.HaLen,
		Addr:       c.Addr,
		Protocol:   uint16(c.Protocol),
	}
	p, err := room(b, h.Len())
	if err == nil {
		h.Append(codec.BigEndian, p)
	}
	return err
}
