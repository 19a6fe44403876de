package sketch

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSortNear: numbers near and far, of both signs, as slices.Sort has them, whatever
// is in the room.
func TestSortNear(t *testing.T) {
	var room []int64
	rapid.Check(t, func(rt *rapid.T) {
		base, bits := rapid.Int64().Draw(rt, "base"), rapid.IntRange(0, 63).Draw(rt, "bits")
		list := rapid.SliceOfN(rapid.Map(rapid.Uint64(), func(v uint64) int64 { return base + int64(v&(1<<bits-1)) }), 1, 300).Draw(rt, "list")
		want := slices.Sorted(slices.Values(list))
		room = sortNear(list, room)
		if !slices.Equal(list, want) {
			rt.Fatalf("%v, want %v", list, want)
		}
	})
}

// TestMerge: two runs, the second in its place.
func TestMerge(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := rapid.SliceOfN(rapid.Int64Range(-9, 9), 0, 40).Draw(rt, "list")
		half := rapid.IntRange(0, len(list)).Draw(rt, "half")
		want := slices.Sorted(slices.Values(list))
		slices.Sort(list[:half])
		slices.Sort(list[half:])
		merge(list, slices.Clone(list[:half]), list[half:])
		if !slices.Equal(list, want) {
			rt.Fatalf("%v, want %v", list, want)
		}
	})
}

// TestLevelsAreInOrder: what Quantile goes by. All but the first have a run of half their
// size, or nothing, and weigh together as much as there are numbers.
func TestLevelsAreInOrder(t *testing.T) {
	var s Sketch
	seed := uint64(1)
	for n := range 40 * sketchSize {
		seed = seed*6364136223846793005 + 1442695040888963407
		s.Add(int64(seed >> 20))
		if n%1001 != 0 {
			continue
		}
		var weight uint64
		for level, b := range s.levels {
			weight += uint64(len(b)) << level
			if level > 0 && (!slices.IsSorted(b) || len(b) != 0 && len(b) != sketchSize/2) {
				t.Fatalf("level %d has %d numbers behind %d, in order %v", level, len(b), n+1, slices.IsSorted(b))
			}
		}
		if weight != s.Count {
			t.Fatalf("they weigh %d, of %d numbers", weight, s.Count)
		}
	}
}
