package genealogy_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// check runs a property. It draws little and rolls the rest from a seed, for
// drawing is slow. cases are the names of what makes a check interesting: the
// property calls seen for those that it met, and each must occur in one check
// of a hundred. That is counted in checks whose seeds are fixed: with drawn
// seeds a rare case would be missing now and then.
func check(t *testing.T, cases string, property func(t rapid.TB, d *dice, steps int, seen func(string))) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		d := &dice{rapid.Uint64().Draw(t, "seed")}
		property(t, d, rapid.IntRange(1, 40).Draw(t, "steps"), func(string) {})
	})
	if t.Failed() {
		return
	}
	const checks = 1000
	met, here := map[string]int{}, map[string]bool{}
	for n := range checks {
		clear(here)
		property(t, &dice{uint64(n)}, 1+n%40, func(name string) {
			if !here[name] {
				here[name] = true
				met[name]++
			}
		})
	}
	for _, name := range strings.Fields(cases) {
		if met[name]*100 < checks {
			t.Errorf("%s: in %d of %d checks only", name, met[name], checks)
		}
		delete(met, name)
	}
	for name := range met {
		t.Errorf("%s is counted and not named", name)
	}
}

// dice are numbers that follow from a seed.
type dice struct{ state uint64 }

// roll is splitmix64.
func (d *dice) roll() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.roll() % uint64(n)) }

// once reports true one time in n.
func (d *dice) once(n int) bool { return d.below(n) == 0 }

// number returns 32 bits: small ones, some that are about to wrap, any.
func (d *dice) number() uint32 {
	switch d.below(4) {
	case 0:
		return uint32(d.below(8))
	case 1:
		return -uint32(1 + d.below(8))
	}
	return uint32(d.roll())
}

// verdicts gives headers to a new Tracker.
func verdicts(list []genealogy.Header) []genealogy.Verdict {
	var tracker genealogy.Tracker
	var out []genealogy.Verdict
	for i := range list {
		out = append(out, tracker.Add(&list[i]))
	}
	return out
}
