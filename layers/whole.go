package layers

import (
	"errors"

	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
)

// ErrNotWhole is what a Whole says of a frame that is not one whole process event. It says nothing of
// what is wrong with it, if anything is: a Set does.
var ErrNotWhole = errors.New("layers: not one whole process event")

// Whole is a frame that is one whole process event and nothing else, as nearly all are, in one layer.
// A DecodingLayerParser takes a third of the time for it that it takes for the layers of a Set, and
// allocates nothing either:
//
//	whole := layers.NewWhole()
//	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, whole)
//	others := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, layers.New())
//	...
//	err := parser.DecodeLayers(data, &decoded)
//	if err == layers.ErrNotWhole {
//		err = others.DecodeLayers(data, &decoded)
//	}
//
// What is decoded aliases the frame, and is what the layers of a Set have of it, but decoded names the
// first of them alone. It is of use where DecodeFromBytes returned nil, and until its next call. A Whole
// is made by NewWhole or NewBareWhole, and must not be copied.
type Whole struct {
	Contents  []byte       // all of the frame
	Cooked    codec.Cooked // the header of a frame; NewBareWhole has none
	Datagram  codec.Whole  // Header, Msg and Event: nlmsghdr, cn_msg and proc_event
	Order     codec.Order  // of the datagram
	OrderRule codec.OrderRule
	Arm       codec.Event // what ProcEvent.Event is

	// Given is the byte order of the datagrams; unknown detects it, in every frame anew.
	Given codec.Order

	first  gopacket.LayerType
	length int
	arms   codec.Arms
}

// NewWhole returns a Whole for frames of link type 253, which start with the cooked header. A parser must
// start with LayerTypeCooked.
func NewWhole() *Whole { return &Whole{first: LayerTypeCooked} }

// NewBareWhole returns a Whole for datagrams of the connector without a cooked header, as a socket gives
// them. A parser must start with LayerTypeNetlink.
func NewBareWhole() *Whole { return &Whole{first: LayerTypeNetlink} }

// SetLength says how long the next frame, and only that, was before it was captured, as
// CaptureInfo.Length has it: one that was cut is not whole. Without it lengths in the frame say that.
func (w *Whole) SetLength(n int) { w.length = n }

// CanDecode returns the type of the layer that frames start with.
func (w *Whole) CanDecode() gopacket.LayerClass { return w.first }

// NextLayerType returns gopacket.LayerTypeZero: nothing follows.
func (w *Whole) NextLayerType() gopacket.LayerType { return gopacket.LayerTypeZero }

// LayerPayload returns nil: nothing follows.
func (w *Whole) LayerPayload() []byte { return nil }

// DecodeFromBytes decodes all of a frame, or returns ErrNotWhole.
func (w *Whole) DecodeFromBytes(data []byte, _ gopacket.DecodeFeedback) error {
	length := w.length
	w.length = 0
	datagram := data
	if w.first == LayerTypeCooked {
		n, err := w.Cooked.Decode(codec.BigEndian, data)
		if err != nil || w.Cooked.Protocol != codec.FamilyConnector {
			return ErrNotWhole
		}
		datagram = data[n:]
	}
	if length > len(data) || !w.decode(datagram) || !w.Datagram.Event.ArmFits() {
		return ErrNotWhole
	}
	w.Contents, w.Arm = data[:len(data):len(data)], w.arms.Decode(w.Order, &w.Datagram.Event)
	return nil
}

// decode decodes the structs of a datagram, which are such in one order at most. One of 65536 bytes may
// be several messages in the other.
func (w *Whole) decode(datagram []byte) bool {
	if w.Order, w.OrderRule = w.Given, codec.OrderGiven; w.Given != codec.OrderUnknown {
		return w.Datagram.Decode(w.Given, datagram)
	}
	if len(datagram) >= 1<<16 {
		return false
	}
	w.Order, w.OrderRule = codec.LittleEndian, codec.OrderDetected
	if w.Datagram.Decode(codec.LittleEndian, datagram) {
		return true
	}
	w.Order = codec.BigEndian
	return w.Datagram.Decode(codec.BigEndian, datagram)
}
