package inorder

import (
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// near finds what a map finds, that is looked through.
func TestNear(t *testing.T) {
	far, below := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		r := near{apart: rapid.Uint64Range(1, 200).Draw(t, "apart")}
		waits := map[uint64]place{}
		passed := uint64(0) // nothing below comes any more
		for i := range rapid.IntRange(1, 300).Draw(t, "steps") {
			if n := passed + rapid.Uint64Range(0, 250).Draw(t, "n"); i%3 > 0 && waits[n] == nowhere {
				reaches, at := r.reaches(n), place(i+1)
				if !reaches && n-r.low < r.apart {
					t.Fatalf("%d of %+v is too far", n, r)
				}
				switch {
				case !reaches:
					far++
				case r.add(n, at):
					waits[n] = at
				case n >= r.low:
					t.Fatalf("%d is not taken, above %d", n, r.low)
				default:
					below++
				}
				continue
			}
			until := passed + rapid.Uint64Range(0, 60).Draw(t, "until")
			for want := passed; want < until; want++ {
				if waits[want] == nowhere {
					continue
				}
				if n, at := r.first(until), r.take(); n != want || at != waits[n] {
					t.Fatalf("%d at %d, want %d at %d", n, at, want, waits[want])
				}
				delete(waits, want)
			}
			if n := r.first(until); n != most {
				t.Fatalf("%d, and nothing waits below %d", n, until)
			}
			r.skip(until)
			passed = max(passed, until)
		}
		if uint64(len(r.ring)) > max(64, 2*r.apart) {
			t.Errorf("%d rooms for %d numbers", len(r.ring), r.apart)
		}
	})
	if !testkit.Few() && (far < 100 || below < 10) {
		t.Errorf("%d were too far, and %d below others", far, below)
	}
}
