package codec_test

import (
	"bytes"
	"encoding"
	"errors"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var (
	_ encoding.BinaryAppender    = (*codec.Datagram)(nil)
	_ encoding.BinaryMarshaler   = (*codec.Datagram)(nil)
	_ encoding.BinaryUnmarshaler = (*codec.Datagram)(nil)
)

// TestCapturesEncodeToThemselves, as a datagram and in every type down to the arms.
func TestCapturesEncodeToThemselves(t *testing.T) {
	arms := map[codec.EventType]int{}
	eachFrame(t, func(f frame) {
		var c codec.Cooked
		if _, err := c.Decode(f.order, f.cooked); err != nil || !bytes.Equal(c.Append(f.order, nil), f.cooked) {
			t.Errorf("%s: cooked header %x gives %x, %v", f, f.cooked, c.Append(f.order, nil), err)
		}
		if c.HaType != codec.ArphrdNetlink || c.Protocol != codec.FamilyConnector {
			t.Errorf("%s: cooked header %+v is no connector's", f, c)
		}
		var d codec.Datagram
		d.Decode(codec.OrderUnknown, f.datagram)
		if got := d.Append(d.Order, nil); d.Order != f.order || !bytes.Equal(got, f.datagram) {
			t.Errorf("%s, %v%s", f, d.Order, octets.Diff(f.datagram, got, octets.Datagram(byteOrder(f.order))))
		}
		u := decodeTyped(t, f.order, codec.FamilyConnector, f.datagram)
		if !bytes.Equal(u.bytes, f.datagram) {
			t.Errorf("%s, through its types%s", f, octets.Diff(f.datagram, u.bytes, octets.Datagram(byteOrder(f.order))))
		}
		for what, n := range u.arms {
			arms[what] += n
		}
	})
	for _, v := range vectors {
		b := vector(t, v.name)
		if u := decodeTyped(t, codec.LittleEndian, codec.FamilyConnector, b); u.err != nil || !bytes.Equal(u.bytes, b) {
			t.Errorf("%s: error %v%s", v.name, u.err, octets.Diff(b, u.bytes, octets.Datagram(byteOrder(codec.LittleEndian))))
		}
	}
	newest := newestKernel(t)
	for _, v := range spec.Default().Set("proc_event_what") {
		if since := testkit.Must(spec.ParseSince(v.Since))(t); since.Present.Compare(newest) > 0 {
			continue // a kernel to come will send the first one
		}
		if v.Arm != "" && arms[codec.EventType(v.Value)] == 0 {
			t.Errorf("testdata/corpus: no capture has a %s", v.Name)
		}
	}
}

// newestKernel returns the newest release of which the corpus has a capture.
func newestKernel(t *testing.T) (newest spec.Version) {
	t.Helper()
	for _, e := range testkit.Must(corpus.Manifest())(t) {
		release, _, _ := strings.Cut(e.Kernel, " ")
		if v := testkit.Must(spec.ParseVersion(release))(t); v.Compare(newest) > 0 {
			newest = v
		}
	}
	return newest
}

// drawAny returns a datagram that is half sense, or bytes without any.
func drawAny(t *rapid.T, name string) drawn {
	d := drawDatagram(t)
	if oneIn(t, 3, name+" has no sense") {
		d.b = rapid.SliceOfN(rapid.SampledFrom([]byte{0, 0, 0, 1, 16, 20, 36, 0xff}), 0, 120).Draw(t, name)
	}
	return d
}

func TestAnyBytesEncodeToThemselves(t *testing.T) {
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		in := drawAny(t, "bytes")
		b, o := in.b, rapid.SampledFrom([]codec.Order{in.order, in.order.Swapped(), codec.OrderUnknown}).Draw(t, "decode in")
		var d codec.Datagram
		n, err := d.Decode(o, b)
		if n != len(b) || err != nil {
			t.Fatalf("Decode(%x) = %d, %v", b, n, err)
		}
		// A datagram knows its order and does not listen to another.
		if got := d.Append(d.Order.Swapped(), nil); !bytes.Equal(got, b) || d.Len() != len(b) {
			t.Fatalf("%x, %v, Len %d%s", b, o, d.Len(), octets.Diff(b, got, octets.Datagram(byteOrder(d.Order))))
		}
		if (len(d.Tail) > 0) != (d.Err != nil) {
			t.Fatalf("tail %x, error %v", d.Tail, d.Err)
		}
		if got := decodeTyped(t, d.Order, codec.FamilyConnector, b); !bytes.Equal(got.bytes, b) {
			t.Fatalf("%x, through the types%s", b, octets.Diff(b, got.bytes, octets.Datagram(byteOrder(d.Order))))
		}
		seen.Add("messages", len(d.Messages) > 0)
		seen.Add("messages and a tail", len(d.Messages) > 0 && d.Err != nil)
		seen.Add("unpadded", len(d.Messages) > 0 && len(b)%4 != 0 && d.Err == nil)
		seen.Add("no order", errors.Is(d.Err, codec.ErrOrder))
	})
	seen.Check(t, 200, "messages", "messages and a tail", "unpadded", "no order")
}

// TestDecodeForgets: after A, B decodes as if A had never been there.
func TestDecodeForgets(t *testing.T) {
	same := cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(codec.Outline{}), cmp.Comparer(sameError),
		cmp.Comparer(func(a, b codec.Error) bool { return a == b })}
	rapid.Check(t, func(t *rapid.T) {
		first, second := drawAny(t, "a"), drawAny(t, "b")
		a, b, o := first.b, second.b, second.order
		var reused, fresh codec.Datagram
		reused.Decode(first.order, a)
		reused.Decode(o, b)
		fresh.Decode(o, b)
		if diff := cmp.Diff(fresh, reused, same); diff != "" {
			t.Fatalf("Datagram %x after %x (-fresh +reused):\n%s", b, a, diff)
		}
		var u, v codec.Outline
		u.Decode(first.order, codec.FamilyConnector, a, first.wire+9)
		u.Decode(o, codec.FamilyConnector, b, len(b))
		v.Decode(o, codec.FamilyConnector, b, len(b))
		if diff := cmp.Diff(v, u, same); diff != "" {
			t.Fatalf("Outline %x after %x (-fresh +reused):\n%s", b, a, diff)
		}
	})
	for _, w := range wireTypes {
		v, fresh := w.new(), w.new()
		fill(t, w, v)
		v.Decode(codec.BigEndian, make([]byte, w.least))
		fresh.Decode(codec.BigEndian, make([]byte, w.least))
		if diff := cmp.Diff(fresh, v, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-fresh +reused):\n%s", w.name, diff)
		}
	}
}

func sameError(a, b error) bool {
	return (a == nil) == (b == nil) && (a == nil || a.Error() == b.Error())
}
