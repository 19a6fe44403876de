package codec_test

import (
	"testing"

	"pgregory.net/rapid"
)

// tally counts the interesting cases of a property test.
type tally map[string]int

// property checks f a thousand times or more: a hundred, which is rapid's
// default, leave some cases out by chance.
func (c tally) property(t *testing.T, f func(*rapid.T)) {
	t.Helper()
	for c["runs"] < 1000 && !t.Failed() {
		rapid.Check(t, func(t *rapid.T) {
			f(t)
			c["runs"]++
		})
	}
}

func (c tally) add(name string, happened bool) {
	if happened {
		c[name]++
	}
}

// check fails when one of the cases came less than once in 200 runs.
func (c tally) check(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if c[name]*200 < c["runs"] || c[name] == 0 {
			t.Errorf("%q came %d times in %d runs: the generator misses it", name, c[name], c["runs"])
		}
	}
}
