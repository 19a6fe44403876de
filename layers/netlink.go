package layers

import (
	"errors"

	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// Netlink is struct nlmsghdr, from include/uapi/linux/netlink.h: the header of
// one netlink message of any family. codec.Message has the picture.
type Netlink struct {
	base.BaseLayer
	Order     codec.Order
	OrderRule codec.OrderRule
	Length    uint32 // this header and what the message holds, without Pad
	Type      MessageType
	Flags     uint16
	Seq       uint32
	PID       uint32 // the sender's port id, 0 for the kernel
	Pad       []byte // what stands behind the message and aligns the next one (R5)

	following
}

// LayerType returns LayerTypeNetlink.
func (n *Netlink) LayerType() gopacket.LayerType { return LayerTypeNetlink }

// CanDecode returns LayerTypeNetlink.
func (n *Netlink) CanDecode() gopacket.LayerClass { return LayerTypeNetlink }

// DecodeFromBytes reads a message of the connector from the start of data,
// aliases it, and detects its byte order. On its own, outside a Set, Payload is
// what this one message holds. A message longer than data counts as cut. Fewer
// than 16 bytes are codec.ErrShort, nlmsg_len below 16 codec.ErrLength.
func (n *Netlink) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	*n = Netlink{}
	o, rule := decideOrder(codec.OrderUnknown, data, noWire)
	if rule == codec.OrderDetected {
		rule = codec.OrderGuessed
	}
	var m codec.Message
	_, err := m.Decode(o, data)
	if errors.Is(err, codec.ErrShort) {
		df.SetTruncated()
		return err
	}
	if err != nil {
		m.Header.Decode(o, data) // which fits
		m.Data = data[codec.NlMsghdrSize:]
	}
	n.fill(o, rule, &m.Header)
	n.Pad = m.Pad
	n.BaseLayer = base.BaseLayer{Contents: data[:codec.NlMsghdrSize:codec.NlMsghdrSize], Payload: m.Data}
	if errors.Is(err, codec.ErrLength) {
		return err
	}
	if err != nil {
		df.SetTruncated()
	}
	if len(m.Data) > 0 {
		n.next = LayerTypeConnector
	}
	return nil
}

func (n *Netlink) fill(o codec.Order, rule codec.OrderRule, h *codec.NlMsghdr) {
	n.Order = o
	n.OrderRule = rule
	n.Length = h.Length
	n.Type = MessageType(h.Type)
	n.Flags = h.Flags
	n.Seq = h.Seq
	n.PID = h.PID
}

// SerializeTo writes the header before what is in b, and Pad to where Length
// ends, or to the end of b when Length goes beyond it. With FixLengths the
// message is all that is in b, Length and Pad are set to that, and it is an
// error if b holds a further message; Serialize does those.
func (n *Netlink) SerializeTo(b gopacket.SerializeBuffer, opts gopacket.SerializeOptions) error {
	end := int64(n.Length) - codec.NlMsghdrSize
	if opts.FixLengths {
		if holds(b, LayerTypeNetlink) {
			return errSeveral
		}
		m := codec.Message{Data: b.Bytes()}
		m.FixLengths()
		n.Length, n.Pad = m.Header.Length, m.Pad
		end = int64(len(m.Data))
	}
	if err := insert(b, end, n.Pad); err != nil {
		return err
	}
	h := codec.NlMsghdr{
		Length: n.Length,
		Type:   uint16(n.Type),
		Flags:  n.Flags,
		Seq:    n.Seq,
		PID:    n.PID,
	}
	p, err := room(b, h.Len())
	if err == nil {
		h.Append(n.Order, p)
	}
	return err
}
