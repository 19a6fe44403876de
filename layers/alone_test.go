package layers_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

// alone are the layers as they decode by themselves, outside a Set, each with a
// struct of it and the bytes that it takes of a FORK.
func alone() map[gopacket.DecodingLayer][]byte {
	b := cooked(11, event(codec.BigEndian, codec.EventFork))
	return map[gopacket.DecodingLayer][]byte{
		new(layers.Cooked):    b,
		new(layers.Netlink):   b[16:],
		new(layers.Connector): b[32:],
		new(layers.ProcEvent): b[52:],
		new(layers.Control):   must(table.New(byteOrder(codec.BigEndian), "proc_cn_mcast_op", numbers{"mcast_op": 1})),
		new(layers.Data):      []byte("data"),
	}
}

// TestAloneLayersInPackets decodes bytes that come without a frame, and all
// that a cut leaves of them.
func TestAloneLayersInPackets(t *testing.T) {
	for l, b := range alone() {
		typ := l.CanDecode().LayerTypes()[0]
		p := decode(b, typ)
		if p.ErrorLayer() != nil || p.Layers()[0].LayerType() != typ || p.Metadata().Truncated {
			t.Errorf("%v: %v", typ, p)
		}
		for n := range b {
			p := decode(b[:n], typ)
			if e := p.ErrorLayer(); e != nil && (!errors.Is(e.Error(), codec.ErrShort) || !p.Metadata().Truncated) {
				t.Errorf("%v cut to %d of %d: %v", typ, n, len(b), p)
			}
		}
	}
}

// TestDecodeResets: decoding A and then B is as decoding B.
func TestDecodeResets(t *testing.T) {
	for l, b := range alone() {
		fresh := l.(gopacket.Layer)
		if err := l.DecodeFromBytes(b, gopacket.NilDecodeFeedback); err != nil {
			t.Fatal(err)
		}
		want := gopacket.LayerString(fresh)
		for _, other := range [][]byte{b[:len(b)-1], append(bytes.Repeat([]byte{0x11}, 19), b...), bytes.Repeat([]byte{0xff}, 100)} {
			l.DecodeFromBytes(other, gopacket.NilDecodeFeedback)
			if err := l.DecodeFromBytes(b, gopacket.NilDecodeFeedback); err != nil {
				t.Fatal(err)
			}
			if got := gopacket.LayerString(fresh); got != want {
				t.Errorf("after %d other bytes:\n%s, want\n%s", len(other), got, want)
			}
		}
		l.DecodeFromBytes(nil, gopacket.NilDecodeFeedback)
		if len(fresh.LayerContents()) > 0 || len(fresh.LayerPayload()) > 0 {
			t.Errorf("no bytes left %s", gopacket.LayerString(fresh))
		}
	}
}

func TestAloneNetlink(t *testing.T) {
	b := event(codec.LittleEndian, codec.EventFork)
	two := append(bytes.Clone(b), b...)
	var n layers.Netlink
	feedback := new(feedback)
	if err := n.DecodeFromBytes(two, feedback); err != nil || len(n.Payload) != 60 || feedback.truncated {
		t.Errorf("one of two messages: %v, %v", err, gopacket.LayerString(&n))
	}
	if err := n.DecodeFromBytes(b[:30], feedback); err != nil || len(n.Payload) != 14 || !feedback.truncated {
		t.Errorf("cut: %v, %v", err, gopacket.LayerString(&n))
	}
	low := must(table.Nlmsg(byteOrder(codec.LittleEndian), numbers{"nlmsg_len": 15}, []byte("rest")))
	if err := n.DecodeFromBytes(low, feedback); !errors.Is(err, codec.ErrLength) || n.Length != 15 {
		t.Errorf("length below its header: %v, %v", err, gopacket.LayerString(&n))
	}
	p := decode(low, layers.LayerTypeNetlink)
	if len(p.Layers()) != 2 || string(p.ErrorLayer().LayerContents()) != "rest" {
		t.Errorf("%v", p)
	}
}

func TestAloneCookedOfAnotherFamily(t *testing.T) {
	var c layers.Cooked
	if err := c.DecodeFromBytes(cooked(16, []byte("1234567890123456")), gopacket.NilDecodeFeedback); err != nil || c.NextLayerType() != layers.LayerTypeData {
		t.Errorf("%v, %v", err, c.NextLayerType())
	}
}

func TestAloneConnectorTrailer(t *testing.T) {
	b := event(codec.LittleEndian, codec.EventFork)[16:]
	var c layers.Connector
	if err := c.DecodeFromBytes(append(b, 1, 2, 3), gopacket.NilDecodeFeedback); err != nil || !bytes.Equal(c.Trailer, []byte{1, 2, 3}) || len(c.Payload) != 40 {
		t.Errorf("%v, %v", err, gopacket.LayerString(&c))
	}
}

// TestShortArm: the event is shown without its arm, and the error with it.
func TestShortArm(t *testing.T) {
	b := event(codec.LittleEndian, codec.EventComm)[36:]
	var e layers.ProcEvent
	if err := e.DecodeFromBytes(b[:20], gopacket.NilDecodeFeedback); !errors.Is(err, codec.ErrShort) || e.Event != nil || e.What != codec.EventComm || len(e.Rest) != 4 {
		t.Errorf("%v, %v", err, gopacket.LayerString(&e))
	}
}

// feedback remembers what a layer says of a cut.
type feedback struct{ truncated bool }

func (f *feedback) SetTruncated() { f.truncated = true }
