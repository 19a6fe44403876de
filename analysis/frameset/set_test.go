package frameset_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/frameset"
	"pgregory.net/rapid"
)

// A set is what a map is.
func TestSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s frameset.Set
		is := map[uint64]bool{}
		for _, n := range rapid.SliceOf(rapid.Uint64Range(0, 300)).Draw(t, "numbers") {
			s.Add(n)
			is[n] = true
		}
		for n := range uint64(1000) {
			if s.Has(n) != is[n] {
				t.Fatalf("%d: %v, want %v", n, s.Has(n), is[n])
			}
		}
		if s.Len() != uint64(len(is)) || s.Has(1<<63) {
			t.Fatalf("%d numbers, want %d", s.Len(), len(is))
		}
	})
}
