package testkit

import (
	"testing"

	"pgregory.net/rapid"
)

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
// many runs.
func (c Tally) Check(t TB, inRuns int, names ...string) {
	t.Helper()
	for _, name := range names {
		if c[name]*inRuns < c["runs"] || c[name] == 0 {
			t.Errorf("%q came %d times in %d runs: the generator misses it", name, c[name], c["runs"])
		}
	}
}
