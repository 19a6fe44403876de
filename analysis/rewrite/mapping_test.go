package rewrite

import (
	"math"
	"testing"

	"github.com/cnwire/cnwire/internal/permutation"
	"pgregory.net/rapid"
)

// TestMapping draws numbers for the ranges in use, of which only a sample can
// be mapped. Two that are mapped to one would be a collision.
func TestMapping(t *testing.T) {
	a := NewAnonymizer([]byte("mapping"))
	for _, c := range []struct {
		name  string
		m     *permutation.Mapping
		fixed []uint32
		edges []uint32 // first numbers of ranges
	}{
		{"pids", &a.pids, []uint32{0, 1, math.MaxUint32}, []uint32{2, 1 << 22, 1 << 31}},
		{"ids", &a.ids, []uint32{0, 65534, math.MaxUint32}, []uint32{1, 65535}},
	} {
		from := map[uint32]uint32{}
		rangeOf := func(v uint32) (n int) {
			for _, first := range c.edges {
				if v >= first {
					n++
				}
			}
			return n
		}
		one := func(t rapid.TB, v uint32) {
			to := c.m.Of(v)
			fixed := v == c.fixed[0] || v == c.fixed[1] || v == c.fixed[2]
			if (to == v) != fixed || rangeOf(to) != rangeOf(v) {
				t.Fatalf("%s: %d is mapped to %d", c.name, v, to)
			}
			if was, ok := from[to]; ok && was != v {
				t.Fatalf("%s: %d and %d are both mapped to %d", c.name, v, was, to)
			}
			from[to] = v
		}
		for _, edge := range append(c.edges, c.fixed...) {
			for d := range uint32(5) {
				one(t, edge+d-2)
			}
		}
		rapid.Check(t, func(t *rapid.T) { one(t, rapid.Uint32().Draw(t, "v")) })
	}
}
