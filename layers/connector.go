package layers

import (
	"errors"
	"fmt"
	"math"

	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// Connector is struct cn_msg, from include/uapi/linux/connector.h, without its
// data, which is the next layer. codec.CnMsg has the picture.
type Connector struct {
	base.BaseLayer
	Order     codec.Order
	OrderRule codec.OrderRule
	ID        codec.CbID
	Seq       uint32 // for process events a per-CPU counter
	Ack       uint32
	Length    uint16 // bytes of data
	Flags     uint16
	Trailer   []byte // behind the last cn_msg of a message, too short for another (R5)

	following
}

// LayerType returns LayerTypeConnector.
func (c *Connector) LayerType() gopacket.LayerType { return LayerTypeConnector }

// CanDecode returns LayerTypeConnector.
func (c *Connector) CanDecode() gopacket.LayerClass { return LayerTypeConnector }

// DecodeFromBytes reads a cn_msg from the start of data, aliases it, and guesses
// its byte order from the id. On its own, outside a Set, Payload is this one
// cn_msg's data, which counts as cut when it is longer than what is there.
// Fewer than 20 bytes are codec.ErrShort.
func (c *Connector) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	*c = Connector{}
	var m codec.CnMsg
	o, rule := guessOrder(func(o codec.Order) uint64 {
		m.DecodeHead(o, data)
		return uint64(m.ID.Idx) + uint64(m.ID.Val)
	})
	n, err := m.Decode(o, data)
	if err != nil {
		df.SetTruncated()
		if errors.Is(err, codec.ErrShort) {
			return err
		}
		n, _ = m.DecodeHead(o, data)
		m.Data = data[n:]
		n = len(data)
	}
	c.fill(o, rule, &m)
	c.BaseLayer = base.BaseLayer{Contents: data[:codec.CnMsgSize:codec.CnMsgSize], Payload: m.Data}
	if rest := data[n:]; len(rest) > 0 && len(rest) < codec.CnMsgSize {
		c.Trailer = rest
	}
	if len(m.Data) > 0 {
		c.next = c.dataType()
	}
	return nil
}

// dataType returns the layer that the data of a cn_msg is (R9, R11), as
// codec.Outline does it for the layers of a frame.
func (c *Connector) dataType() gopacket.LayerType {
	switch {
	case !c.ID.IsProc():
		return LayerTypeData
	case c.Length == codec.McastOpSize, c.Length == codec.ProcInputSize:
		return LayerTypeControl
	case c.Length >= codec.ProcEventHeadSize:
		return LayerTypeProcEvent
	}
	return LayerTypeData
}

func (c *Connector) fill(o codec.Order, rule codec.OrderRule, m *codec.CnMsg) {
	c.Order = o
	c.OrderRule = rule
	c.ID = m.ID
	c.Seq = m.Seq
	c.Ack = m.Ack
	c.Length = m.Length
	c.Flags = m.Flags
}

// SerializeTo writes the fixed part before what is in b, and Trailer to where
// Length ends, or to the end of b when Length goes beyond it. With FixLengths
// the data is all that is in b, Length is set to that, and it is an error if b
// holds a further message, or more than a Length can say; Serialize does frames
// of several messages.
func (c *Connector) SerializeTo(b gopacket.SerializeBuffer, opts gopacket.SerializeOptions) error {
	end := int64(c.Length)
	if opts.FixLengths {
		if holds(b, LayerTypeConnector) || holds(b, LayerTypeNetlink) {
			return errSeveral
		}
		m := codec.CnMsg{Data: b.Bytes()}
		if len(m.Data) > math.MaxUint16 {
			return fmt.Errorf("layers: %d bytes of data do not fit cn_msg.len", len(m.Data))
		}
		m.FixLengths()
		c.Length = m.Length
		end = int64(len(m.Data))
	}
	if err := insert(b, end, c.Trailer); err != nil {
		return err
	}
	m := codec.CnMsg{
		ID:     c.ID,
		Seq:    c.Seq,
		Ack:    c.Ack,
		Length: c.Length,
		Flags:  c.Flags,
	}
	p, err := room(b, m.Len())
	if err == nil {
		m.Append(c.Order, p)
	}
	return err
}
