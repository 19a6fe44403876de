package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// R28: a machine that starts again, and another one whose capture is appended,
// lose nothing by it: what is reported is what each of the two lost.
func TestRestartsLoseNothing(t *testing.T) {
	check(t, "small beyond loss many", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		var losses genealogy.Losses
		var truth uint64
		restarts := 0
		machines := 2 + d.below(2)
		cpus := 1 + d.below(3)
		stamp := uint64(3600e9) * uint64(machines)
		last := make([]uint32, cpus) // of the machine before
		for m := range machines {
			next := make([]uint32, cpus)
			for cpu := range next {
				// Counters that go back, and counters that seem to go on.
				next[cpu] = uint32(d.below(4))
				if m > 0 && d.once(3) {
					next[cpu] = last[cpu] + 2 + uint32(d.below(1000))
					seen("beyond")
				} else {
					seen("small")
				}
			}
			seenBefore := ledger{}
			start := next
			for n := range steps {
				cpu := uint32(d.below(cpus))
				h := genealogy.Header{Ref: genealogy.Ref{Frame: uint64(m*100 + n + 1)}, Idx: 1, Val: 1, Kind: genealogy.KindEvent,
					Seq: next[cpu], CPU: cpu, Stamp: stamp, Timed: true}
				next[cpu]++
				stamp += d.roll() % 1e6
				if seenBefore[cpu] != nil && d.once(4) {
					continue
				}
				if seenBefore[cpu] == nil {
					seenBefore[cpu] = map[uint64]bool{}
				}
				seenBefore[cpu][uint64(h.Seq)] = true
				found, gap := losses.Add(&h, genealogy.Verdict{Class: genealogy.Event})
				if found == genealogy.Restart {
					restarts++
					if gap.To != h.Ref || gap.Lost != 0 {
						t.Fatalf("restart at %d: %+v", h.Frame, gap)
					}
				}
			}
			truth += seenBefore.missing()
			copy(last, start)
			stamp -= 3600e9
		}
		total := losses.Totals()
		if total.Lost != truth || total.Restarts != uint64(restarts) || restarts != machines-1 {
			t.Fatalf("%+v, %d restarts of %d, want %d lost", total, restarts, machines-1, truth)
		}
		if truth > 0 {
			seen("loss")
		}
		if machines > 2 {
			seen("many")
		}
	})
}
