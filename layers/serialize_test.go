package layers_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
	"pgregory.net/rapid"
)

// TestDrawnFrames decodes frames of several messages whole, cut and damaged,
// and writes the whole ones with lengths that it has forgotten.
func TestDrawnFrames(t *testing.T) {
	cases := testkit.Tally{}
	cases.Property(t, func(t *rapid.T) {
		o := rapid.SampledFrom(orders).Draw(t, "order")
		b := drawFrame(t, o)
		check(t, b, len(b), o)
		check(t, b, len(b), codec.OrderUnknown)
		p := decode(b, layers.Decoder{Order: o, Length: len(b)})
		ls, failure := split(p)
		if failure == nil {
			checkFixLengths(t, b, ls)
		}
		count := map[gopacket.LayerType]int{}
		for _, l := range ls {
			count[l.LayerType()]++
			switch l := l.(type) {
			case *layers.Netlink:
				cases.Add("pad", len(l.Pad) > 0)
			case *layers.Connector:
				cases.Add("trailer", len(l.Trailer) > 0)
			case *layers.ProcEvent:
				cases.Add("rest", len(l.Rest) > 0)
			}
		}
		cases.Add("several messages", count[layers.LayerTypeNetlink] > 1)
		cases.Add("several cn_msgs", count[layers.LayerTypeConnector] > count[layers.LayerTypeNetlink])
		cases.Add("control", count[layers.LayerTypeControl] > 0)
		cases.Add("data", count[layers.LayerTypeData] > 0)

		cut := b[:rapid.IntRange(0, len(b)).Draw(t, "captured")]
		check(t, cut, len(b), o)
		check(t, cut, 0, o)
		if len(b) > codec.CookedSize {
			damaged := bytes.Clone(b)
			damaged[rapid.IntRange(codec.CookedSize, len(b)-1).Draw(t, "damaged")] ^= rapid.Byte().Draw(t, "bits")
			check(t, damaged, len(b), o)
			check(t, damaged, 0, o)
			cases.Add("failure", decode(damaged, layers.Decoder{Order: o, Length: len(b)}).ErrorLayer() != nil)
		}
	})
	cases.Check(t, 200, "pad", "trailer", "rest", "several messages", "several cn_msgs", "control", "data", "failure")
}

// checkFixLengths forgets the lengths and has them computed again.
func checkFixLengths(t rapid.TB, b []byte, ls []gopacket.Layer) {
	t.Helper()
	list := serializable(ls)
	messages, cnMsgs := 0, 0
	for _, l := range list {
		switch l := l.(type) {
		case *layers.Netlink:
			l.Length, l.Pad = 7, nil
			messages++
		case *layers.Connector:
			l.Length = 7
			cnMsgs++
		}
	}
	fix := gopacket.SerializeOptions{FixLengths: true}
	buf := dirtyBuffer()
	if err := layers.Serialize(buf, fix, list...); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(buf.Bytes(), b) {
		t.Fatalf("%x: serialized%s", b, octets.Diff(b, buf.Bytes(), outlineOf(ls)))
	}
	err := gopacket.SerializeLayers(buf, fix, list...)
	if several := messages > 1 || cnMsgs > 1; several != (err != nil) {
		t.Fatalf("%d messages: %v", messages, err)
	}
	if err == nil && !bytes.Equal(buf.Bytes(), b) {
		t.Fatalf("%x: serialized%s", b, octets.Diff(b, buf.Bytes(), outlineOf(ls)))
	}
}

// TestLengthsAreFixedInTheLayers, whatever they were.
func TestLengthsAreFixedInTheLayers(t *testing.T) {
	for _, odd := range []uint32{0, 3, 15, 16, 36, 38, 40, math.MaxUint16, math.MaxUint32} {
		n := &layers.Netlink{Order: codec.LittleEndian, Length: odd, Pad: []byte("old pad")}
		c := &layers.Connector{Order: codec.LittleEndian, Length: uint16(odd)}
		buf := dirtyBuffer()
		err := layers.Serialize(buf, gopacket.SerializeOptions{FixLengths: true}, n, c, gopacket.Payload("abc"))
		if err != nil || n.Length != 39 || !bytes.Equal(n.Pad, []byte{0}) || c.Length != 3 || !bytes.HasSuffix(buf.Bytes(), []byte("\x03\x00\x00\x00abc\x00")) || len(buf.Bytes()) != 40 {
			t.Errorf("%d: %v, %v, %v, %q", odd, err, gopacket.LayerString(n), gopacket.LayerString(c), buf.Bytes())
		}
	}
}

// TestFixLengthsRefuses what it cannot know, wherever the further message is.
func TestFixLengthsRefuses(t *testing.T) {
	n, c := new(layers.Netlink), new(layers.Connector)
	for _, list := range [][]gopacket.SerializableLayer{{n, n}, {n, c, c}, {c, n}, {c, c}} {
		buf := gopacket.NewSerializeBuffer()
		if err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{FixLengths: true}, list...); err == nil {
			t.Errorf("%v is written as %x", list, buf.Bytes())
		}
	}
}

func TestDataMayBeTooLongForLength(t *testing.T) {
	c := &layers.Connector{}
	data := make(gopacket.Payload, math.MaxUint16+1)
	err := layers.Serialize(gopacket.NewSerializeBuffer(), gopacket.SerializeOptions{FixLengths: true}, c, data)
	if err == nil || !strings.Contains(err.Error(), "65536") {
		t.Errorf("%v", err)
	}
	err = layers.Serialize(gopacket.NewSerializeBuffer(), gopacket.SerializeOptions{FixLengths: true}, c, data[1:])
	if err != nil || c.Length != math.MaxUint16 {
		t.Errorf("%v, %d", err, c.Length)
	}
}

// TestWrongLengthsAreWritten: without FixLengths nothing is mended, whatever
// the length says of where Pad and Trailer are.
func TestWrongLengthsAreWritten(t *testing.T) {
	for _, length := range []uint32{0, 15, 16, 18, 19, 20, math.MaxInt32, math.MaxUint32} {
		n := &layers.Netlink{Order: codec.BigEndian, Length: length, Pad: []byte("pad")}
		c := &layers.Connector{Length: uint16(length), Trailer: []byte("trailer")}
		buf := dirtyBuffer()
		if err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{}, n, c, gopacket.Payload("abc")); err != nil {
			t.Fatal(err)
		}
		b := buf.Bytes()
		if got := codec.BigEndian.Uint32(b); got != length || len(b) != 16+20+3+3+7 {
			t.Errorf("nlmsg_len %d, want %d: %q", got, length, b)
		}
		if !bytes.Contains(b, []byte("pad")) || !bytes.Contains(b, []byte("trailer")) {
			t.Errorf("nlmsg_len %d: %q", length, b)
		}
	}
}

// TestForeignLayersBetween: a foreign layer within a message sees its own bytes only.
func TestForeignLayersBetween(t *testing.T) {
	n := func() *layers.Netlink { return &layers.Netlink{Order: codec.LittleEndian} }
	buf := gopacket.NewSerializeBuffer()
	a, b := n(), n()
	err := layers.Serialize(buf, gopacket.SerializeOptions{FixLengths: true},
		a, gopacket.Payload("1234"), b, gopacket.Payload("56"))
	if err != nil || a.Length != 20 || b.Length != 18 || len(buf.Bytes()) != 40 {
		t.Errorf("%v: %d, %d, %q", err, a.Length, b.Length, buf.Bytes())
	}
	if got := len(buf.Layers()); got != 4 {
		t.Errorf("%d layers in the buffer", got)
	}
}
