package layers

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// Control is a request to the process events: enum proc_cn_mcast_op or, with a
// filter, struct proc_input, both from include/uapi/linux/cn_proc.h. Its length
// tells which it is (R11).
type Control struct {
	base.BaseLayer
	Order     codec.Order
	OrderRule codec.OrderRule
	Op        codec.McastOp
	Filtered  bool            // struct proc_input, with Mask
	Mask      codec.EventType // event_type: bits of the events that are wanted

	following
}

// LayerType returns LayerTypeControl.
func (c *Control) LayerType() gopacket.LayerType { return LayerTypeControl }

// CanDecode returns LayerTypeControl.
func (c *Control) CanDecode() gopacket.LayerClass { return LayerTypeControl }

// Payload returns the request's own bytes, for gopacket.ApplicationLayer. What
// follows in the frame is LayerPayload.
func (c *Control) Payload() []byte { return c.Contents }

// DecodeFromBytes reads a request from the start of data, with a filter when
// there are 8 bytes, and guesses its byte order from the operation. Fewer than
// 4 bytes are codec.ErrShort.
func (c *Control) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	o, rule := guessOrder(func(o codec.Order) uint64 {
		var op codec.McastOp
		op.Decode(o, data)
		return uint64(op)
	})
	err := c.decode(o, rule, data)
	if err != nil {
		df.SetTruncated()
	}
	return err
}

func (c *Control) decode(o codec.Order, rule codec.OrderRule, data []byte) error {
	*c = Control{Order: o, OrderRule: rule}
	if len(data) < codec.ProcInputSize {
		n, err := c.Op.Decode(o, data)
		c.Contents = data[:n:n]
		return err
	}
	var in codec.ProcInput
	n, _ := in.Decode(o, data) // which fits
	c.Op, c.Filtered, c.Mask = in.Op, true, in.EventType
	c.Contents = data[:n:n]
	return nil
}

// SerializeTo writes Op and, if Filtered is set, Mask.
func (c *Control) SerializeTo(b gopacket.SerializeBuffer, _ gopacket.SerializeOptions) error {
	n := codec.McastOpSize
	if c.Filtered {
		n = codec.ProcInputSize
	}
	p, err := room(b, n)
	if err != nil {
		return err
	}
	if in := (codec.ProcInput{Op: c.Op, EventType: c.Mask}); c.Filtered {
		in.Append(c.Order, p)
	} else {
		in.Op.Append(c.Order, p)
	}
	return nil
}
