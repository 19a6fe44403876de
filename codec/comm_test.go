package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

func TestCommName(t *testing.T) {
	for _, test := range []struct{ raw, name string }{
		{"abcdefghijklmno\x00", "abcdefghijklmno"}, // the longest from a kernel
		{"abcdefghijklmnop", "abcdefghijklmnop"},   // no NUL: all 16 (R15)
		{"sh\x00bcdefghijklmno", "sh"},             // what stands behind the NUL is no part of it
		{"a\nb\x1b[0m", "a\nb\x1b[0m"},             // control characters stay
		{"\x00b", ""},
		{"\xff\xfe", "\xff\xfe"}, // not UTF-8
	} {
		var c codec.CommName
		copy(c[:], test.raw)
		if got := string(c.Name()); got != test.name {
			t.Errorf("%q: Name() = %q, want %q", test.raw, got, test.name)
		}
		if got := c.String(); got != test.name {
			t.Errorf("%q: String() = %q, want %q", test.raw, got, test.name)
		}
		if name := c.Name(); cap(name) != len(name) {
			t.Errorf("%q: append to Name() would write into the NUL: capacity %d, length %d", test.raw, cap(name), len(name))
		}
	}
}
