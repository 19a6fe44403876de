package analysis_test

import (
	"math"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// TestSeconds has moments and durations around zero: what is before it by less
// than a second has its sign although its seconds are 0.
func TestSeconds(t *testing.T) {
	epoch, err := analysis.Lookup("frame.time_epoch")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sec  int64
		nsec uint32
		want string
	}{
		{0, 0, "0.000000000"}, {0, 5e8, "0.500000000"}, {1, 999999999, "1.999999999"},
		{-1, 75e7, "-0.250000000"}, {-1, 1, "-0.999999999"}, {-1, 999999999, "-0.000000001"}, {-1, 0, "-1.000000000"},
		{-2, 75e7, "-1.250000000"}, {math.MinInt64, 0, "-9223372036854775808.000000000"},
	} {
		v := analysis.Value{Field: epoch, Num: uint64(c.sec), Nsec: c.nsec}
		if got := string(v.Append([]byte("x"))); got != "x"+c.want {
			t.Errorf("%d s %d ns: %s, want x%s", c.sec, c.nsec, got, c.want)
		}
	}
	for d, want := range map[time.Duration]string{
		0: "0.000000000", 1: "0.000000001", -1: "-0.000000001", -250 * time.Millisecond: "-0.250000000", -time.Second: "-1.000000000",
		-1250 * time.Millisecond: "-1.250000000", math.MinInt64: "-9223372036.854775808", math.MaxInt64: "9223372036.854775807",
	} {
		if got := string(analysis.AppendDuration(nil, d, 9)); got != want {
			t.Errorf("%d ns: %s, want %s", d, got, want)
		}
	}
}
