package analysis

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// A Tally counts as a map does, up to so many keys: those that come again at once, by turns,
// and late.
func TestTally(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, kinds := range []int{1, 2, 5, 40} {
		var got Tally[int]
		want, refused := map[int]uint64{}, 0
		const most = 5
		for range 5000 {
			k := r.IntN(kinds)
			if r.IntN(3) > 0 {
				k = 0
			}
			_, known := want[k]
			fits := known || len(want) < most
			if fits {
				want[k]++
			} else {
				refused++
			}
			if got.add(k, most) != fits {
				t.Fatalf("key %d of %v", k, want)
			}
		}
		if !maps.Equal(got.Map(), want) || (refused > 0) != (kinds > most) {
			t.Errorf("%d kinds: %v, want %v; %d refused", kinds, got.Map(), want, refused)
		}
	}
	if new(Tally[string]).Map() == nil {
		t.Error("nothing is no map")
	}
}
