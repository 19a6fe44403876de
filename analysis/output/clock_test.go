package output

import (
	"math/rand/v2"
	"testing"
	"time"
)

// A clock says what the standard library says, whatever it said before.
func TestClock(t *testing.T) {
	var c clock
	r := rand.New(rand.NewPCG(16, 1))
	moments := []time.Time{{}, time.Unix(0, 0), time.Unix(0, 1), time.Unix(-1, 999_999_999), time.Unix(1<<33, 0), time.Unix(1<<40, 5), time.Unix(1<<33, 120_000_000)}
	for range 20_000 {
		unit := []int64{1, 1000, 1_000_000, 100_000_000}[r.IntN(4)]
		moments = append(moments, time.Unix(1_700_000_000+r.Int64N(3), r.Int64N(1_000_000_000)/unit*unit).In(time.FixedZone("", r.IntN(5)*3600)))
	}
	for _, m := range moments {
		if got, want := string(c.append([]byte("x"), m)), m.UTC().AppendFormat([]byte("x"), time.RFC3339Nano); got != string(want) {
			t.Fatalf("%s, and the standard library says %s", got, want)
		}
	}
}
