package fuzz_test

import (
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/spec"
)

// FuzzTree: codec and the table's decoder, which share no code, find the same
// values at the same places, claim every byte once, and name the same fault, of
// whole datagrams and of cut ones.
func FuzzTree(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { tree(t, b) })
}

func tree(t fuzz.T, b []byte) {
	t.Helper()
	fuzz.Check(t, b, decode(codec.OrderUnknown))
	for _, o := range orders {
		fuzz.CheckOrder(t, b, byteOrder(o), decode(o))
		// Where something is wrong, the messages before it are held for themselves.
		var d codec.Datagram
		d.Decode(o, b)
		off := 0
		for i := range d.Messages {
			n := d.Messages[i].Len()
			fuzz.CheckOrder(t, b[off:off+n], byteOrder(o), decode(o))
			off += n
		}
		for _, family := range []uint16{codec.FamilyConnector, 16} {
			outlineIsWalk(t, o, family, b, len(b))
		}
		for _, cut := range cuts(b) {
			outlineIsWalk(t, o, codec.FamilyConnector, b[:cut], len(b))
			outlineIsWalk(t, o, codec.FamilyConnector, b[:cut], cut)
			outlineIsWalk(t, o, codec.FamilyConnector, b[:cut], len(b)+1000)
		}
	}
}

// cuts returns a few places in b, other ones for other bytes.
func cuts(b []byte) (list []int) {
	x := uint32(len(b))
	for _, c := range b {
		x = x*31 + uint32(c)
	}
	for range min(4, len(b)) {
		x = x*1664525 + 1013904223
		list = append(list, int(x>>8)%len(b))
	}
	return list
}

var classes = map[error]string{
	codec.ErrShort:   spec.ClassShort,
	codec.ErrLength:  spec.ClassLength,
	codec.ErrOverrun: spec.ClassOverrun,
}

// outlineIsWalk compares codec.Outline, whose spans are all that the rest of
// the project knows of places, with spec.Walk.
func outlineIsWalk(t fuzz.T, o codec.Order, family uint16, b []byte, wire int) {
	var u codec.Outline
	u.Decode(o, family, b, wire)
	claims, fault := spec.Default().Walk(byteOrder(o), family, b, wire)
	off := 0
	for _, s := range u.Spans {
		if s.Off != off || s.Len <= 0 || s.Order != o {
			t.Fatalf("%x of %d, %v: span %+v where byte %d is next", b, wire, o, s, off)
		}
		claims = sameClaims(t, o, b, s, claims)
		off += s.Len
	}
	if off != len(b) || len(claims) > 0 || u.Cut != (wire > len(b)) {
		t.Fatalf("%x of %d, %v: spans end at %d, left of the table's: %v", b, wire, o, off, claims)
	}
	var want spec.Error
	if fault != nil {
		want = *fault.(*spec.Error)
	}
	got := spec.Error{Struct: u.Err.Struct, Field: u.Err.Field, Offset: u.Err.Offset, Need: u.Err.Need, Have: u.Err.Have, Class: classes[u.Err.Err]}
	if got != want {
		t.Fatalf("%x of %d, %v:\ncodec %+v\ntable %+v", b, wire, o, got, want)
	}
}

// sameClaims takes from claims what the span s stands for, and returns the rest.
func sameClaims(t fuzz.T, o codec.Order, b []byte, s codec.Span, claims []spec.Claim) []spec.Claim {
	for off, end := s.Off, s.Off+s.Len; off < end; {
		if len(claims) == 0 {
			t.Fatalf("%x, %v: span %+v, and the table claims nothing behind byte %d", b, o, s, off)
		}
		c := claims[0]
		want := s.Struct.String() // the struct of a field, the name of raw bytes
		have := c.Struct
		if s.Struct.IsRaw() {
			have = c.Field
		} else if c.Struct == "" && c.Field == "cut" {
			have = want
		}
		if c.Offset != off || off+c.Size > end || have != want || c.Depth != int(s.Depth) || c.Bytes != nil && !bytes.Equal(c.Bytes, b[off:off+c.Size]) {
			t.Fatalf("%x, %v: span %+v at byte %d, the table has %+v", b, o, s, off, c)
		}
		off += c.Size
		claims = claims[1:]
	}
	return claims
}
