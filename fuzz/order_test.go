package fuzz_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/spec"
)

// FuzzOrder: a machine of the other byte order would have sent other bytes that
// mean the same, and a sound first length tells the two apart (SPEC.md R3).
func FuzzOrder(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { order(t, b) })
}

func order(t fuzz.T, b []byte) {
	t.Helper()
	for _, o := range orders {
		other := fuzz.Swap(byteOrder(o), b)
		detects(t, o, b)
		rewrites(t, o, b, other)
		if byBytes(o, b) != byBytes(o.Swapped(), other) {
			continue
		}
		if again := fuzz.Swap(byteOrder(o.Swapped()), other); !bytes.Equal(again, b) {
			t.Fatalf("%x, %v: swapped %x, and back %x", b, o, other, again)
		}
		sameMeaning(t, o, b, other)
	}
}

// byBytes counts the structs that bytes tell whatever the order, of which swapping may make
// one, or make another of one: a request to the notifier is told by the counts in it
// (SPEC.md R47), where data that is none is not swapped; what Hyper-V's messages are by
// single bytes and by a status in their place (spec/users.md, 9:1 and 10:1): an operation
// from 128 on, which nobody has, begins a big-endian status, and a status may have the
// bytes of a registration when it is swapped.
func byBytes(o codec.Order, b []byte) (n [4]int) {
	claims, _ := spec.Default().Walk(byteOrder(o), codec.FamilyConnector, b, len(b))
	for _, c := range claims {
		switch {
		case c.Struct == "cn_ctl_msg":
			n[0]++
		case c.Struct == "hv_vss_msg":
			n[1]++
		case c.Struct == "hv_vss_msg_error", c.Struct == "hv_kvp_msg_error":
			n[2]++
		case strings.HasPrefix(c.Struct, "hv_kvp_msg"):
			n[3]++
		}
	}
	return n
}

// What Hyper-V's messages are is told by bytes in some places alone, and in these the other
// order has another struct.
func TestOrderOfHyperV(t *testing.T) {
	for _, c := range []struct {
		idx  uint64
		size int
		b    []byte // what it begins with, of a little-endian machine
		same bool   // swapped it is the same struct
	}{
		{10, 12, []byte{5}, true}, {10, 12, []byte{128}, true}, {10, 12, []byte{5, 0, 7, 0x80}, true}, {10, 12, []byte{0, 0, 7, 0x90}, true},
		{10, 12, []byte{0, 0, 7, 0x80}, false}, {10, 12, []byte{0x90, 0, 0, 0x10}, false},
		{9, 7432, []byte{1}, true}, {9, 7432, []byte{5, 0, 7, 0x80}, true}, {9, 7432, []byte{0x90, 0, 0, 0x10}, false}, {9, 2580, []byte{0x90, 0, 0, 0x10}, true},
	} {
		data := append(c.b, make([]byte, c.size-len(c.b))...)
		b, err := spec.Default().Message(binary.LittleEndian, nil, map[string]uint64{"id.idx": c.idx, "id.val": 1}, data)
		if err != nil {
			t.Fatal(err)
		}
		order(t, b)
		if same := byBytes(codec.LittleEndian, b) == byBytes(codec.BigEndian, fuzz.Swap(binary.LittleEndian, b)); same != c.same {
			t.Errorf("id %d:1, %x: the same is %v, want %v", c.idx, c.b, same, c.same)
		}
	}
}

// sameMeaning holds that codec reads in b what it reads in the swapped one.
func sameMeaning(t fuzz.T, o codec.Order, b, other []byte) {
	fields, err := decode(o)(b)
	swapped, failure := decode(o.Swapped())(other)
	if len(fields) != len(swapped) || (err == nil) != (failure == nil) || err != nil && err.Error() != failure.Error() {
		t.Fatalf("%x, %v: %v, %v\nswapped %v, %v", b, o, fields, err, swapped, failure)
	}
	for i, f := range fields {
		g := swapped[i]
		if f.Struct != g.Struct || f.Name != g.Name || f.Offset != g.Offset || f.Value != g.Value || !bytes.Equal(f.Bytes, g.Bytes) {
			t.Fatalf("%x, %v: %v, swapped %v", b, o, f, g)
		}
	}
}

// detects gives b a first length that is sound and looks for its order, also
// when the capture kept only the first bytes.
func detects(t fuzz.T, o codec.Order, b []byte) {
	b = bytes.Clone(b)
	if missing := codec.NlMsghdrSize - len(b); missing > 0 {
		b = append(b, make([]byte, missing)...)
	}
	b = b[:min(len(b), 0xffff)]
	length := codec.NlMsghdrSize + int(binary.LittleEndian.Uint32(b)%uint32(len(b)-codec.NlMsghdrSize+1))
	byteOrder(o).PutUint32(b, uint32(length))
	for _, n := range append(cuts(b), 4, len(b)) {
		if n < 4 {
			continue
		}
		if got := codec.Detect(b[:n], len(b)); got.Order != o || got.Confidence == codec.NoConfidence {
			t.Fatalf("the first %d bytes of %x are %v, detected %+v", n, b, o, got)
		}
	}
}

// rewrites compares the swap that people use, where it does not refuse, with
// the one that the table gives.
func rewrites(t fuzz.T, o codec.Order, b, other []byte) {
	header := cooked(codec.FamilyConnector)
	frames := analysis.Frames{Order: o}
	f, form := frames.Explain(append(header, b...), 0)
	if form != analysis.FormFrame {
		t.Fatalf("%x behind a cooked header is taken for %v", b, form)
	}
	got, err := rewrite.Swap(nil, f)
	if err == nil && (!bytes.Equal(got[:codec.CookedSize], header) || !bytes.Equal(got[codec.CookedSize:], other)) {
		t.Fatalf("%x, %v: rewrite swaps it to\n%x, the table to\n%x", b, o, got, other)
	}
	if err != nil && len(got) > 0 {
		t.Fatalf("%x, %v: %v, and yet %x", b, o, err, got)
	}
}

// cooked is the header that nlmon puts before the datagrams of a family.
func cooked(family uint16) []byte {
	b := []byte{0, 4, 3, 0x38, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	return binary.BigEndian.AppendUint16(b, family)
}
