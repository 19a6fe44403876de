package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// proving is Losses of a listener whose mask nobody knows, and what is proven.
func proving() (l *genealogy.Losses, proven *uint64) {
	proven = new(uint64)
	l = &genealogy.Losses{Filtered: true, Proved: func(g genealogy.Gap) { *proven += g.Lost }}
	return l, proven
}

// holding fails unless the gaps and the totals say the same.
func holding(t rapid.TB, l *genealogy.Losses) {
	t.Helper()
	var lost, filtered uint64
	for _, g := range l.Gaps() {
		lost += g.Lost
		if g.Filtered {
			filtered += g.Lost
		}
	}
	if total := l.Totals(); lost > total.Lost || filtered > total.Filtered || total.Filtered > total.Lost {
		t.Fatalf("gaps lack %d, %d of them filtered or lost; totals %+v", lost, filtered, total)
	}
}

// Numbers that come late are taken out of what was proven, and of nothing else.
func TestCoveredThenLate(t *testing.T) {
	l, proven := proving()
	heard(l, event(1, 0, 7), event(2, 0, 10))
	l.Covered(3, 2)
	heard(l, event(3, 0, 13))
	if *proven != 2 || l.Totals().Filtered != 2 || l.Totals().Lost != 4 {
		t.Errorf("%d proven, %+v", *proven, l.Totals())
	}
	if got := heard(l, event(4, 0, 8), event(5, 0, 9), event(6, 0, 11)); got != "4 late 1-2 1; 5 late 1-2 0; 6 late 2-3 1" || l.Totals().Lost != 1 || l.Totals().Filtered != 1 {
		t.Errorf("%s, %+v", got, l.Totals())
	}
	holding(t, l)
}

// Of a CPU with more gaps than its numbers are remembered of, and of a counter
// that has begun anew, nothing is proven: which numbers came late is not known.
func TestCoveredNothing(t *testing.T) {
	l, proven := proving()
	for i := range uint32(300) {
		heard(l, event(uint64(i+1), 0, 2*i))
	}
	l.Covered(301, 1e6)
	if *proven != 0 || l.Totals().Filtered != 299 {
		t.Errorf("%d proven, %+v", *proven, l.Totals())
	}
	l, proven = proving()
	before := []genealogy.Header{event(1, 0, 500), event(2, 0, 502)}
	for i := range before {
		before[i].Stamp += 3600e9
	}
	heard(l, append(before, event(3, 0, 2))...)
	l.Covered(4, 1e6)
	if *proven != 0 || l.Totals().Restarts != 1 {
		t.Errorf("%d proven, %+v", *proven, l.Totals())
	}
}

// R29: whatever is missing, late and covered, what is proven is what is not
// filtered any more, and never more than was counted as dropped.
func TestCoveredProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, proven := proving()
		next := map[uint32]uint32{} // number of each CPU that was seen
		var missing []genealogy.Header
		dropped := uint64(0)
		frames, cpus := rapid.Uint64Range(1, 200).Draw(t, "frames"), uint32(2)
		if rapid.IntRange(0, 7).Draw(t, "more gaps than their numbers are remembered of") == 7 {
			frames, cpus = frames+600, 0
		}
		for frame := uint64(1); frame <= frames; frame++ {
			cpu := rapid.Uint32Range(0, cpus).Draw(t, "cpu")
			switch what := rapid.IntRange(0, 9).Draw(t, "what"); {
			case what == 0:
				n := rapid.Uint64Range(0, 6).Draw(t, "dropped")
				dropped += n
				l.Covered(frame, n)
			case what == 2:
				n := rapid.Uint64Range(0, 3).Draw(t, "dropped before this one")
				dropped += n
				l.Dropped(frame, n)
			case what == 1 && len(missing) > 0:
				i := rapid.IntRange(0, len(missing)-1).Draw(t, "late")
				h := missing[i]
				h.Frame = frame
				missing = append(missing[:i], missing[i+1:]...)
				heard(l, h)
			default:
				for range rapid.IntRange(0, 2).Draw(t, "skipped") {
					if next[cpu] > 0 {
						missing = append(missing, event(frame, cpu, next[cpu]))
						next[cpu]++
					}
				}
				heard(l, event(frame, cpu, next[cpu]))
				next[cpu]++
			}
			if frame%16 == 0 || frame == frames {
				holding(t, l)
			}
		}
		if total := l.Totals(); *proven > dropped || total.Lost != uint64(len(missing)) || total.Lost-total.Filtered > dropped {
			t.Fatalf("%d dropped, %d proven, %d missing, %+v", dropped, *proven, len(missing), total)
		}
	})
}
