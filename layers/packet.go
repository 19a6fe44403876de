package layers

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
)

// Decoder decodes LINKTYPE_NETLINK frames of which more is known than their
// bytes. It is a gopacket.Decoder, to be given to gopacket.NewPacket.
type Decoder struct {
	// Order is the byte order of the messages; unknown detects it.
	Order codec.Order
	// Length is how long the frame was before it was captured, cooked header
	// included. 0 is not known: then a message that is longer than the frame
	// counts as cut.
	Length int
}

// Decode adds the layers of a frame to a packet. Fewer than 16 bytes, which have
// no layer, are codec.ErrShort.
func (d Decoder) Decode(data []byte, p gopacket.PacketBuilder) error {
	f := newPacketFrame()
	if err := f.start(&f.cooked, d.Order, data, d.Length, p); err != nil {
		return err
	}
	p.AddLayer(&f.cooked)
	p.SetLinkLayer(&f.cooked)
	return f.rest(p)
}

// decodeDatagram adds the layers of a datagram of the connector that has no
// cooked header before it.
func decodeDatagram(data []byte, p gopacket.PacketBuilder) error {
	f := newPacketFrame()
	if err := f.startBare(codec.OrderUnknown, data, 0, p); err != nil {
		return err
	}
	return f.rest(p)
}

// packetFrame makes the layers of one packet. It has the first of each, and
// spans enough for an ordinary frame, within itself: one allocation.
type packetFrame struct {
	frame
	spans     [6]codec.Span
	cooked    Cooked
	netlink   first[Netlink]
	connector first[Connector]
	event     first[ProcEvent]
}

// first is a value and whether it was given away.
type first[T any] struct {
	value T
	given bool
}

// take returns the value within f the first time, and then new ones.
func (f *first[T]) take() *T {
	if f.given {
		return new(T)
	}
	f.given = true
	return &f.value
}

func newPacketFrame() *packetFrame {
	f := new(packetFrame)
	f.outline.Spans = f.spans[:0]
	return f
}

// rest adds the layers that are left. It loops instead of asking for the next
// decoder, which would be a recursion as deep as the frame has messages; lazy
// packets ask for one layer at a time, without recursion.
func (f *packetFrame) rest(p gopacket.PacketBuilder) error {
	for f.nextType() != gopacket.LayerTypeZero {
		if p.DecodeOptions().Lazy {
			return p.NextDecoder(f)
		}
		f.add(p)
	}
	return f.err()
}

// Decode adds one layer to a lazy packet.
func (f *packetFrame) Decode(_ []byte, p gopacket.PacketBuilder) error {
	f.add(p)
	return f.rest(p)
}

// add adds the next layer, which there is.
func (f *packetFrame) add(p gopacket.PacketBuilder) {
	var l layer
	switch f.nextType() {
	case LayerTypeNetlink:
		l = f.netlink.take()
	case LayerTypeConnector:
		l = f.connector.take()
	case LayerTypeProcEvent:
		l = f.event.take()
	case LayerTypeControl:
		l = new(Control)
	default:
		l = new(Data)
	}
	l.read(&f.frame, p)
	addLayer(p, l)
}
