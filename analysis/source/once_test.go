package source_test

import (
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/analysis/source"
)

// A packet that two captures have is one frame, as often as that one has it which has it
// more often; what differs in its bytes or its moment stays, and what one capture has twice.
func TestOnce(t *testing.T) {
	join := func(name string, lists ...[]byte) []byte { // what stands behind the first heads
		b := lists[0]
		for _, l := range lists[1:] {
			b = append(b, l[24:]...)
		}
		return b
	}
	whole := laid("a", 1, 2, 2, 3)
	for _, c := range []struct {
		what  string
		files [][]byte
		want  string
	}{
		{"the same twice", [][]byte{whole, whole}, "a0 a1 a2 a3"},
		{"a part of another", [][]byte{whole, join("", laid("a", 1), laid("b", 2))}, "a0 a1 a2 b0 a3"},
		{"other bytes", [][]byte{whole, laid("b", 1, 2, 2, 3)}, "a0 b0 a1 a2 b1 b2 a3 b3"},
		{"another moment", [][]byte{laid("a", 1), laid("a", 2)}, "a0 a0"},
		{"twice in one", [][]byte{join("", laid("a", 1), laid("a", 1)), laid("a", 1)}, "a0 a0"},
		{"twice in one, once before", [][]byte{laid("a", 1), join("", laid("a", 1), laid("a", 1))}, "a0 a0"},
		{"in three", [][]byte{whole, whole, laid("a", 1, 2)}, "a0 a1 a2 a3"},
	} {
		var inputs []source.Input
		for i, b := range c.files {
			inputs = append(inputs, in(string(rune('x'+i)), bytes.Clone(b)))
		}
		if got := story(t, source.New(source.Options{Once: true}, inputs...)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}
