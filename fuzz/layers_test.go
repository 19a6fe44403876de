package fuzz_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

// FuzzLayers: gopacket's ways to decode a frame agree with the table and with
// each other, no panic is there to be recovered, and the layers, serialized,
// are the frame.
func FuzzLayers(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { frames(t, b) })
}

// frames reads b behind a cooked header, behind that of another family, and as
// a frame that has its own.
func frames(t fuzz.T, b []byte) {
	t.Helper()
	for _, o := range append(orders, codec.OrderUnknown) {
		framesIn(t, b, o)
		frame := append(cooked(codec.FamilyConnector), b...)
		ways(t, frame, layers.Decoder{Order: o})
		ways(t, append(cooked(16), b...), layers.Decoder{Order: o, Length: len(frame)})
	}
}

// framesIn does what no kind of input may be without.
func framesIn(t fuzz.T, b []byte, o codec.Order) {
	t.Helper()
	frame := append(cooked(codec.FamilyConnector), b...)
	decodeLayers := func(b []byte) ([]fuzz.Field, error) {
		return layersOf(t, append(cooked(codec.FamilyConnector), b...), o)
	}
	switch o {
	case codec.OrderUnknown:
		fuzz.Check(t, b, decodeLayers)
	default:
		fuzz.CheckOrder(t, b, byteOrder(o), decodeLayers)
	}
	ways(t, frame, layers.Decoder{Order: o, Length: len(frame)})
	ways(t, frame, layers.Decoder{Order: o, Length: len(frame) + 7})
	ways(t, b, layers.Decoder{Order: o})
}

// packet decodes without gopacket's net for panics.
func packet(frame []byte, d layers.Decoder, lazy bool) gopacket.Packet {
	return gopacket.NewPacket(frame, d, gopacket.DecodeOptions{Lazy: lazy, NoCopy: true, SkipDecodeRecovery: true})
}

// layersOf is the layers' answer to what fuzz.Check asks.
func layersOf(t fuzz.T, frame []byte, o codec.Order) ([]fuzz.Field, error) {
	var r report
	at := -codec.CookedSize // places count from the datagram
	p := packet(frame, layers.Decoder{Order: o, Length: len(frame)}, false)
	for _, l := range p.Layers() {
		switch l := l.(type) {
		case *layers.Netlink:
			r.order = l.Order
			r.nlmsghdr(at, &codec.NlMsghdr{Length: l.Length, Type: uint16(l.Type), Flags: l.Flags, Seq: l.Seq, PID: l.PID})
		case *layers.Connector:
			r.cnMsg(at, &codec.CnMsg{ID: l.ID, Seq: l.Seq, Ack: l.Ack, Length: l.Length, Flags: l.Flags})
			r.unknown(l)
		case *layers.ProcEvent:
			r.event(at, l.What, l.CPU, l.TimestampNs)
			if l.Event != nil {
				r.arm(at+codec.ProcEventHeadSize, l.Event, l.Contents[codec.ProcEventHeadSize:])
			}
		case *layers.Control:
			r.control(at, l)
		case *layers.Data:
			if strings.HasPrefix(l.Struct.String(), "w1_") { // what stands in a row may be cut
				r.begun(at, l.Struct.String(), l.Bytes)
			} else {
				r.user(at, l.Struct.String(), l.Bytes)
			}
		}
		at = len(frame) - codec.CookedSize - len(l.LayerPayload())
	}
	if failure := p.ErrorLayer(); failure != nil {
		r.fail(failure.Error())
	}
	return r.fields, r.err
}

func (r *report) control(at int, l *layers.Control) {
	if !l.Filtered {
		r.number(at, "proc_cn_mcast_op", "mcast_op", 0, 4, uint64(l.Op))
		return
	}
	r.number(at, "proc_input", "mcast_op", 0, 4, uint64(l.Op))
	r.number(at, "proc_input", "event_type", 4, 4, uint64(l.Mask))
}

// unknown says of ids that the table has and layers do not that they are not
// supported.
func (r *report) unknown(l *layers.Connector) {
	if l.ID.Idx == 0xffffffff { // the notifier's, which only the table has
		r.fail(fmt.Errorf("id %v: %w", l.ID, errors.ErrUnsupported))
	}
}

// layersAndFailure separates the layers of a packet from the failure behind them.
func layersAndFailure(p gopacket.Packet) ([]gopacket.Layer, gopacket.ErrorLayer) {
	ls, failure := p.Layers(), p.ErrorLayer()
	if failure != nil {
		ls = ls[:len(ls)-1]
	}
	return ls, failure
}

func typesOf(ls []gopacket.Layer) (types []gopacket.LayerType) {
	for _, l := range ls {
		types = append(types, l.LayerType())
	}
	return slices.Clip(types)
}
