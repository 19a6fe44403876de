package layers_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

// FuzzWholeLayer: a Whole takes what a Set has as one nlmsghdr, one cn_msg and one event, and nothing
// else, and has of it what the Set has; of all others it says ErrNotWhole.
func FuzzWholeLayer(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		header := []byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}
		for _, given := range []codec.Order{codec.OrderUnknown, codec.LittleEndian, codec.BigEndian} {
			for _, length := range []int{0, 1, len(b), len(b) + 1} {
				whole, set := layers.NewBareWhole(), layers.NewBare()
				holdWhole(t, whole, set, layers.LayerTypeNetlink, given, length, b)
			}
			for _, family := range []byte{11, 16} {
				header[15] = family
				frame := append(header, b...)
				for _, length := range []int{0, len(frame), len(frame) + 1} {
					holdWhole(t, layers.NewWhole(), layers.New(), layers.LayerTypeCooked, given, length, frame)
				}
			}
		}
		holdWhole(t, layers.NewWhole(), layers.New(), layers.LayerTypeCooked, 0, 0, b)
	})
}

// Nearly all frames of process events that kernels sent are whole.
func TestWholeLayer(t *testing.T) {
	whole, set := layers.NewWhole(), layers.New()
	n, events := 0, 0
	octets.EachCaptured(t, func(c *octets.Captured) {
		if holdWhole(t, whole, set, layers.LayerTypeCooked, codec.OrderUnknown, c.Wire, c.Data) {
			n++
		}
		if set.ProcEvent.Event != nil && set.NextLayerType() == gopacket.LayerTypeZero {
			events++
		}
	})
	if n < 5000 || n*100 < events*95 {
		t.Errorf("%d of %d are whole", n, events)
	}
}

// The length that SetLength has said is that of one frame.
func TestWholeLengthOnce(t *testing.T) {
	whole, frame := layers.NewWhole(), demo(t, 3)
	whole.SetLength(len(frame) + 1)
	for n, want := range []error{layers.ErrNotWhole, nil} {
		if err := whole.DecodeFromBytes(frame, gopacket.NilDecodeFeedback); err != want {
			t.Errorf("time %d: %v, want %v", n, err, want)
		}
	}
}

// Of 65536 bytes, a length that may be right in both orders, a Whole says nothing unless it is told which.
func TestWholeOfBothOrders(t *testing.T) {
	frame := demo(t, 3)
	b := append(frame[16:68:68], make([]byte, 1<<16-52)...)
	copy(b, []byte{0, 0, 1, 0})
	b[32], b[33] = 0xdc, 0xff // 65500
	whole := layers.NewBareWhole()
	for given, want := range map[codec.Order]error{codec.OrderUnknown: layers.ErrNotWhole, codec.LittleEndian: nil} {
		if whole.Given = given; whole.DecodeFromBytes(b, gopacket.NilDecodeFeedback) != want {
			t.Errorf("order %v: not %v", given, want)
		}
	}
	less := b[:1<<16-1]
	copy(less, []byte{0xff, 0xff, 0, 0})
	less[32]--
	if whole.Given = codec.OrderUnknown; whole.DecodeFromBytes(less, gopacket.NilDecodeFeedback) != nil {
		t.Error("65535 bytes are not whole")
	}
}

// holdWhole decodes a frame both ways and reports whether it was whole.
func holdWhole(t *testing.T, whole *layers.Whole, set *layers.Set, first gopacket.LayerType, given codec.Order, length int, frame []byte) bool {
	t.Helper()
	whole.Given, set.Order = given, given
	whole.SetLength(length)
	var decoded []gopacket.LayerType
	err := gopacket.NewDecodingLayerParser(first, whole).DecodeLayers(frame, &decoded)
	if err != nil && err != layers.ErrNotWhole {
		t.Fatalf("%x: %v", frame, err)
	}
	var types []gopacket.LayerType
	want, cooked, event := "", codec.Cooked{}, false
	for typ, err := range set.Each(frame, length) {
		if err != nil {
			want = "an error"
			break
		}
		types = append(types, typ)
		switch typ {
		case layers.LayerTypeCooked:
			c := &set.Cooked
			cooked = codec.Cooked{PacketType: uint16(c.PacketType), HaType: c.HaType, HaLen: c.HaLen, Addr: c.Addr, Protocol: uint16(c.Protocol)}
		case layers.LayerTypeProcEvent:
			event = set.ProcEvent.Event != nil
		}
	}
	n, c, e := &set.Netlink, &set.Connector, &set.ProcEvent
	kinds := []gopacket.LayerType{layers.LayerTypeCooked, layers.LayerTypeNetlink, layers.LayerTypeConnector, layers.LayerTypeProcEvent}
	if first == layers.LayerTypeNetlink {
		kinds = kinds[1:]
	}
	if want == "" && event && reflect.DeepEqual(types, kinds) && !set.Truncated() && len(n.Pad) == 0 && len(c.Trailer) == 0 {
		want = fmt.Sprint(cooked, n.Order, n.OrderRule, n.Length, n.Type, n.Flags, n.Seq, n.PID,
			c.ID, c.Seq, c.Ack, c.Length, c.Flags, e.What, e.CPU, e.TimestampNs, e.Event, e.Rest)
	} else {
		want = layers.ErrNotWhole.Error()
	}
	got := fmt.Sprint(err)
	if w := whole; err == nil {
		h, m, v := &w.Datagram.Header, &w.Datagram.Msg, &w.Datagram.Event
		got = fmt.Sprint(w.Cooked, w.Order, w.OrderRule, h.Length, layers.MessageType(h.Type), h.Flags, h.Seq, h.PID,
			m.ID, m.Seq, m.Ack, m.Length, m.Flags, v.What, v.CPU, v.TimestampNs, w.Arm, v.Data[w.Arm.Len():])
		if &w.Contents[0] != &frame[0] || len(w.Contents) != len(frame) || !reflect.DeepEqual(decoded, []gopacket.LayerType{first}) {
			t.Fatalf("%x: %d bytes, decoded %v", frame, len(w.Contents), decoded)
		}
	}
	if got != want {
		t.Fatalf("%x, order %v, length %d:\n%s\nwant\n%s", frame, given, length, got, want)
	}
	return err == nil
}
