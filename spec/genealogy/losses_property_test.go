package genealogy_test

import (
	"math"
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// ledger is the truth about losses, told slowly: which numbers of each CPU have
// come, as 64 bits, so that a wrap is nothing special.
type ledger map[uint32]map[uint64]bool

// missing returns how many numbers lack between the smallest and the largest
// that came.
func (l ledger) missing() (n uint64) {
	for _, came := range l {
		low, high := uint64(math.MaxUint64), uint64(0)
		for number := range came {
			low, high = min(low, number), max(high, number)
		}
		if len(came) > 0 {
			n += high - low + 1 - uint64(len(came))
		}
	}
	return n
}

// numbers returns for each sent message the number that its seq stands for, 0
// when it has none.
func numbers(sent []fact) []uint64 {
	list := make([]uint64, len(sent))
	next := map[uint32]uint64{}
	for i, f := range sent {
		if f.Timed && f.CPU != noCPU {
			if next[f.CPU] == 0 {
				next[f.CPU] = 1<<32 + uint64(f.Seq)
			}
			list[i] = next[f.CPU]
			next[f.CPU]++
		}
	}
	return list
}

// R25, R26, R27: at any time the loss is what lacks between the messages that
// have come: never more than the truth, and all of it once each CPU has spoken
// again. Copies are neither messages nor losses, late messages are taken out
// again, and it does not matter whether the Tracker knows the copies.
func TestLossesAreExact(t *testing.T) {
	check(t, "loss copy repeated late wrap answer none", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		w := newWorld(d)
		for range steps {
			w.step()
		}
		number := numbers(w.sent)
		c := channel{lose: !d.once(4), repeat: d.once(2), reorder: d.once(2)}
		blind := d.once(4) // the Tracker forgets at once
		var tracker genealogy.Tracker
		var losses genealogy.Losses
		truth := ledger{}
		messages := uint64(0)
		for _, a := range judged(w.sent, c.through(d, w.sent)) {
			v := tracker.Add(&a.Header)
			if blind {
				v = genealogy.Verdict{Class: genealogy.Event}
			}
			before := losses.Totals()
			found, gap := losses.Add(&a.Header, v)
			after := losses.Totals()
			if n := number[a.sent]; n != 0 {
				came := truth[a.CPU]
				if came == nil {
					came = map[uint64]bool{}
					truth[a.CPU] = came
				}
				if !came[n] {
					messages++
				}
				came[n] = true
				switch {
				case v.Class == genealogy.Copy:
					seen("copy")
				case found == genealogy.Repeated:
					seen("repeated")
				case found == genealogy.Late:
					seen("late")
				}
				if a.Kind == genealogy.KindAnswer {
					seen("answer")
				}
				if came[1<<33] && came[1<<33-1] || came[1<<33+1] && came[1<<33-2] {
					seen("wrap")
				}
			}
			if after.Lost != truth.missing() || after.Messages != messages {
				t.Fatalf("%+v: %v, %v\nlost %d of %d, want %d of %d", a.Header, found, gap, after.Lost, after.Messages, truth.missing(), messages)
			}
			if found == genealogy.Opened && after.Lost-before.Lost != gap.Lost {
				t.Fatalf("the gap says %d, the sum grew by %d", gap.Lost, after.Lost-before.Lost)
			}
		}
		total := losses.Totals()
		inGaps := uint64(0)
		for _, g := range losses.Gaps() {
			inGaps += g.Lost
		}
		if inGaps != total.Lost || total.Restarts != 0 || total.Filtered != 0 {
			t.Fatalf("%+v, and the gaps have %d", total, inGaps)
		}
		if total.Lost > 0 {
			seen("loss")
		} else {
			seen("none")
		}
	})
}
