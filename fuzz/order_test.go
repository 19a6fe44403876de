package fuzz_test

import (
	"bytes"
	"encoding/binary"
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
// (SPEC.md R47), where data that is none is not swapped; a registration for snapshots by
// its first and its fourth byte (spec/users.md, 10:1), which the swapped number of a status
// may have too.
func byBytes(o codec.Order, b []byte) (n [3]int) {
	claims, _ := spec.Default().Walk(byteOrder(o), codec.FamilyConnector, b, len(b))
	for _, c := range claims {
		switch c.Struct {
		case "cn_ctl_msg":
			n[0]++
		case "hv_vss_msg":
			n[1]++
		case "hv_vss_msg_error":
			n[2]++
		}
	}
	return n
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
