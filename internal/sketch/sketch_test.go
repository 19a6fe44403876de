package sketch

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSketch: quantiles of few numbers are exact, those of many nearly, and the
// smallest and the largest always.
func TestSketch(t *testing.T) {
	checks, many := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		checks++
		n := rapid.IntRange(1, 100).Draw(rt, "n")
		if checks%20 == 0 { // they take long
			n = rapid.SampledFrom([]int{sketchSize, 3 * sketchSize}).Draw(rt, "many")
		}
		seed, scale := rapid.Uint64().Draw(rt, "seed"), rapid.SampledFrom([]uint64{1, 10, 1e6, 1 << 60}).Draw(rt, "scale")
		var s Sketch
		var all []int64
		for range n {
			seed = seed*6364136223846793005 + 1442695040888963407
			v := int64(seed>>1%scale) - int64(scale/2)
			s.Add(v)
			all = append(all, v)
		}
		slices.Sort(all)
		if s.Min != all[0] || s.Max != all[n-1] || s.Count != uint64(n) {
			rt.Fatalf("%d to %d, want %d to %d", s.Min, s.Max, all[0], all[n-1])
		}
		wrong := 0
		if n >= sketchSize {
			many++
			wrong = int(float64(n)*math.Log2(float64(n)/sketchSize)/sketchSize) + 1
		}
		if got := s.Quantile(1); got != all[n-1] {
			rt.Fatalf("the largest of %d is %d, want %d", n, got, all[n-1])
		}
		for _, q := range []float64{0.01, 0.5, 0.9, 0.99} {
			rank := int(math.Ceil(q*float64(n))) - 1
			low, high := all[max(0, rank-wrong)], all[min(n-1, rank+wrong)]
			if got := s.Quantile(q); got < low || got > high {
				rt.Fatalf("%v of %d is %d, want %d to %d", q, n, got, low, high)
			}
		}
	})
	if many*100 < checks {
		t.Errorf("only %d of %d checks had many numbers", many, checks)
	}
	if got := new(Sketch).Quantile(0.5); got != 0 {
		t.Errorf("%d without numbers", got)
	}
}

// TestSketchSize: of a million numbers a few buffers are kept.
func TestSketchSize(t *testing.T) {
	var s Sketch
	for i := range int64(1e6) {
		s.Add(i * 7919 % 1e6)
	}
	if len(s.levels) > 10 {
		t.Errorf("%d levels", len(s.levels))
	}
	if got := s.Quantile(0.99); math.Abs(float64(got)-9.9e5) > 3e3 {
		t.Errorf("99 %% is %d", got)
	}
}
