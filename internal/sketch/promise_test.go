package sketch

import (
	"math"
	"testing"
)

// Errors of halves that go on by turns cancel out: of numbers in no order a rank is wrong by
// much less than by the most that it can be, and neither way more often.
func TestErrorsCancelOut(t *testing.T) {
	const n = 1 << 19
	most := float64(n) * math.Log2(float64(n)/sketchSize) / sketchSize
	var s Sketch
	for i := range int64(n) {
		s.Add(i * 0x9e3779b1 % n) // each number once
	}
	sum, count := 0.0, 0.0
	for q := 0.05; q < 1; q += 0.05 {
		wrong := float64(s.Quantile(q)) + 1 - math.Ceil(q*n)
		if math.Abs(wrong) > most/2 {
			t.Errorf("%.2f: wrong by %.0f of %.0f at most", q, wrong, most)
		}
		sum, count = sum+wrong, count+1
	}
	if mean := sum / count; math.Abs(mean) > most/8 {
		t.Errorf("wrong by %.0f on average, of %.0f at most", mean, most)
	}
}
