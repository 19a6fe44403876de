package layers

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// Data is bytes that no other layer claims: the message of another netlink
// family, the data of a connector user that this package does not know, a struct of
// one that it has no layer for (codec.UvesafbTask, codec.HvKvpMsg, codec.W1SlaveMsg
// and what stands in such), or the first bytes of a struct whose others are missing. It
// is what gopacket.Payload is to others, but does not end the frame.
type Data struct {
	base.BaseLayer
	Struct codec.Struct // what the bytes are the start of; codec.RawData when nobody knows
	Bytes  []byte

	following
}

// LayerType returns LayerTypeData.
func (d *Data) LayerType() gopacket.LayerType { return LayerTypeData }

// CanDecode returns LayerTypeData.
func (d *Data) CanDecode() gopacket.LayerClass { return LayerTypeData }

// Payload returns Bytes, for gopacket.ApplicationLayer. What follows in the
// frame is LayerPayload.
func (d *Data) Payload() []byte { return d.Bytes }

// DecodeFromBytes takes all of data and aliases it. It never fails.
func (d *Data) DecodeFromBytes(data []byte, _ gopacket.DecodeFeedback) error {
	*d = Data{Struct: codec.RawData, Bytes: data}
	d.Contents = data
	return nil
}

// SerializeTo writes Bytes.
func (d *Data) SerializeTo(b gopacket.SerializeBuffer, _ gopacket.SerializeOptions) error {
	p, err := room(b, len(d.Bytes))
	if err == nil {
		_ = append(p, d.Bytes...)
	}
	return err
}
