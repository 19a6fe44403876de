package layers

import (
	"iter"

	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
)

// Set is one struct of each layer, to be decoded into again and again without
// allocation, and what they must know of each other: the byte order, and where
// messages end. It is the one DecodingLayer that a parser of frames needs, for
// all layer types of this package:
//
//	set := layers.New()
//	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, set)
//
// Its layers, given to a parser by themselves, would not be linked: each would
// guess its byte order, and only the first message of a frame be found.
//
// What is decoded aliases the frame. Where a frame has several messages, each
// overwrites the one before, and the last one stays; Each stops at every one.
// With an error, the last struct is filled and not among the decoded. A Set must
// not be copied.
type Set struct {
	Cooked    Cooked
	Netlink   Netlink
	Connector Connector
	ProcEvent ProcEvent
	Control   Control
	Data      Data

	// Order is the byte order of the messages; unknown detects it, in every
	// frame anew.
	Order codec.Order

	first   gopacket.LayerType
	length  int
	next    gopacket.LayerType
	payload []byte // what the parser must hand back to go on with the frame
	frame   frame
	arms    codec.Arms
}

// New returns a Set for frames of link type 253, which start with Cooked.
func New() *Set { return newSet(LayerTypeCooked) }

// NewBare returns a Set for datagrams of the connector without a cooked header,
// as a socket gives them. A parser must start with LayerTypeNetlink.
func NewBare() *Set { return newSet(LayerTypeNetlink) }

func newSet(first gopacket.LayerType) *Set {
	s := &Set{first: first}
	s.frame.arms = &s.arms
	return s
}

// SetLength says how long the next frame, and only that, was before it was
// captured, as CaptureInfo.Length has it. Without it a message that is longer
// than the frame counts as cut.
func (s *Set) SetLength(n int) { s.length = n }

// CanDecode returns all layer types of this package.
func (s *Set) CanDecode() gopacket.LayerClass { return layerClass }

// NextLayerType returns the type of the layer that LayerPayload starts with.
func (s *Set) NextLayerType() gopacket.LayerType { return s.next }

// LayerPayload returns what is left of the frame, from the struct that is
// decoded next.
func (s *Set) LayerPayload() []byte { return s.payload }

// Truncated reports whether the frame that was decoded last was cut, as far as
// it was decoded.
func (s *Set) Truncated() bool { return s.frame.cut }

// DecodeFromBytes decodes the next struct of a frame if data is LayerPayload,
// and else the first one of a new frame.
func (s *Set) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	if len(data) > 0 && len(data) == len(s.payload) && &data[0] == &s.payload[0] {
		if s.frame.direct {
			s.stepWhole()
			return nil
		}
		return s.step(df)
	}
	_, err := s.start(data, df)
	return err
}

// start decodes the first struct of a frame and reports whether it was whole.
func (s *Set) start(data []byte, df gopacket.DecodeFeedback) (whole bool, err error) {
	length := s.length
	s.length = 0
	s.next, s.payload = gopacket.LayerTypeZero, nil
	s.frame.cut = false
	if s.first == LayerTypeNetlink {
		if err := s.frame.startBare(s.Order, data, length, df); err != nil {
			return false, err
		}
		s.next = s.frame.nextType()
		return true, s.step(df)
	}
	if err := s.frame.start(&s.Cooked, s.Order, data, length, df); err != nil {
		return false, err
	}
	return true, s.decoded(s.Cooked.next, s.Cooked.Payload)
}

// step decodes the next struct of the frame, of type s.next.
func (s *Set) step(df gopacket.DecodeFeedback) error {
	if s.frame.direct {
		s.stepWhole()
		return nil
	}
	var l layer = &s.Data
	switch s.next {
	case LayerTypeNetlink:
		l = &s.Netlink
	case LayerTypeConnector:
		l = &s.Connector
	case LayerTypeProcEvent:
		l = &s.ProcEvent
	case LayerTypeControl:
		l = &s.Control
	}
	l.read(&s.frame, df)
	return s.decoded(s.frame.ahead, s.frame.left)
}

// decoded makes the parser go on behind a layer, with the next one's type and what
// that starts, and returns what is wrong with
// the frame once nothing is left of it.
func (s *Set) decoded(next gopacket.LayerType, payload []byte) error {
	s.next, s.payload = next, payload
	if next != gopacket.LayerTypeZero {
		return nil
	}
	s.payload = nil // a tail that nobody can decode
	return s.frame.err()
}

// Each decodes a frame and yields the type of each layer, in their order, at the
// time when it has been decoded into its field of s. length is how long the
// frame was before it was captured, 0 if that is not known. An error comes last
// and with gopacket.LayerTypeDecodeFailure, behind everything readable.
func (s *Set) Each(frame []byte, length int) iter.Seq2[gopacket.LayerType, error] {
	return func(yield func(gopacket.LayerType, error) bool) {
		s.length = length
		whole, err := s.start(frame, gopacket.NilDecodeFeedback)
		if whole && !yield(s.first, nil) {
			return
		}
		for s.next != gopacket.LayerTypeZero {
			t := s.next
			err = s.step(gopacket.NilDecodeFeedback)
			if !yield(t, nil) {
				return
			}
		}
		if err != nil {
			yield(gopacket.LayerTypeDecodeFailure, err)
		}
	}
}
