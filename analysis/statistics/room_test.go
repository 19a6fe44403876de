package statistics

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	lives "github.com/cnwire/cnwire/analysis/processes"
)

// TestOver: those that are over, by their events and then as they stand, be it few events
// or many.
func TestOver(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var p processes
		var want []int
		for i, events := range rapid.SliceOf(rapid.Uint64Range(1, 2*busy)).Draw(rt, "events") {
			one := process{acts: acts{events: events}}
			switch rapid.IntRange(0, 9).Draw(rt, "which") {
			case 0:
				one.nobody = true
			case 1:
				one.life = new(lives.Life)
			default:
				want = append(want, i)
			}
			*p.all.add() = one
		}
		slices.SortFunc(want, func(a, b int) int {
			return cmp.Or(cmp.Compare(p.all.at(a).events, p.all.at(b).events), cmp.Compare(a, b))
		})
		if got := p.over(); !slices.Equal(got, want) {
			rt.Fatalf("%v, want %v", got, want)
		}
	})
}
