package testkit

import (
	"testing"

	"pgregory.net/rapid"
)

// usually is how many inputs rapid draws if nobody says.
const usually = 100

// Tally counts the interesting cases of a property test, and its "runs".
type Tally map[string]int

// Property checks f a thousand times or more: a hundred, which is rapid's
// default, leave some cases out by chance.
func (c Tally) Property(t *testing.T, f func(*rapid.T)) {
	t.Helper()
	for c["runs"] < 1000 && !t.Failed() {
		rapid.Check(t, func(t *rapid.T) {
			f(t)
			c["runs"]++
		})
	}
}

// Add counts a case that happened.
func (c Tally) Add(name string, happened bool) {
	if happened {
		c[name]++
	}
}

// Check fails when one of the cases came not at all, or less than once in so
// many runs. Of fewer runs than a property test usually has, but some, it says nothing.
func (c Tally) Check(t TB, inRuns int, names ...string) {
	t.Helper()
	if n := c["runs"]; 0 < n && n < usually {
		return
	}
	for _, name := range names {
		if c[name]*inRuns < c["runs"] || c[name] == 0 {
			t.Errorf("%q came %d times in %d runs: the generator misses it", name, c[name], c["runs"])
		}
	}
}
