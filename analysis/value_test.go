package analysis

import (
	"math"
	"testing"
	"time"
)

// TestAppendSeconds has moments around zero: what is before it by less than a
// second has its sign although its seconds are 0.
func TestAppendSeconds(t *testing.T) {
	for _, c := range []struct {
		sec      int64
		nsec     uint32
		decimals int
		want     string
	}{
		{0, 0, 9, "0.000000000"}, {0, 5e8, 6, "0.500000"}, {1, 999999999, 6, "1.999999"}, {12, 0, 0, "12"},
		{-1, 75e7, 9, "-0.250000000"}, {-1, 1, 9, "-0.999999999"}, {-1, 999999999, 9, "-0.000000001"}, {-1, 0, 3, "-1.000"},
		{-2, 75e7, 6, "-1.250000"}, {-2, 0, 0, "-2"}, {math.MinInt64, 0, 0, "-9223372036854775808"},
	} {
		if got := string(appendSeconds([]byte("x"), c.sec, c.nsec, c.decimals)); got != "x"+c.want {
			t.Errorf("%d s %d ns: %s, want x%s", c.sec, c.nsec, got, c.want)
		}
	}
	for d, want := range map[time.Duration]string{
		0: "0.000000000", 1: "0.000000001", -1: "-0.000000001", -250 * time.Millisecond: "-0.250000000", -time.Second: "-1.000000000",
		-1250 * time.Millisecond: "-1.250000000", math.MinInt64: "-9223372036.854775808", math.MaxInt64: "9223372036.854775807",
	} {
		if got := string(AppendDuration(nil, d, 9)); got != want {
			t.Errorf("%d ns: %s, want %s", d, got, want)
		}
	}
}
