package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// R27: of more gaps than Losses knows the numbers of, any come late, in any
// order and some twice. The gaps together never lack more than the sums, these
// never more than the truth, and nothing is left when all has come. Who follows
// the gaps that Add returns has the same.
func TestGapsNeverLackMore(t *testing.T) {
	check(t, "forgotten known filtered repeated below all some", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		var losses genealogy.Losses
		followed := map[[2]genealogy.Ref]genealogy.Gap{}
		truth := ledger{0: {}, 1: {}}
		frame := uint64(0)
		add := func(cpu uint32, number uint64) {
			frame++
			h := genealogy.Header{Ref: genealogy.Ref{Frame: frame}, Idx: 1, Val: 1, Kind: genealogy.KindEvent, Timed: true,
				CPU: cpu, Seq: uint32(number), Stamp: 1e9 + number}
			truth[cpu][number] = true
			found, gap := losses.Add(&h, genealogy.Verdict{})
			switch {
			case found == genealogy.Repeated:
				seen("repeated")
			case gap.Lost > 0:
				followed[[2]genealogy.Ref{gap.From, gap.To}] = gap
			case found == genealogy.Late:
				delete(followed, [2]genealogy.Ref{gap.From, gap.To})
			}
		}
		var late [][2]uint64
		gaps, masked, early := 10*steps+d.below(200), d.below(20*steps), d.once(3)
		for i, next := 0, [2]uint64{1000, 1000}; i < gaps; i++ {
			if i == masked {
				losses.Add(&genealogy.Header{Idx: 1, Val: 1, Kind: genealogy.KindRequest, Masked: true, Port: 5}, genealogy.Verdict{})
				seen("filtered")
			}
			cpu := 0
			if d.once(8) || i < 20 {
				cpu = 1
			}
			add(uint32(cpu), next[cpu])
			for n := 1 + d.below(3); n > 0; n-- {
				next[cpu]++
				late = append(late, [2]uint64{uint64(cpu), next[cpu]})
			}
			next[cpu]++
			if early && i > 0 && d.once(100) {
				add(0, 1000-uint64(1+d.below(60)))
				seen("below")
			}
		}
		if d.once(2) {
			add(0, 1000+uint64(4*gaps)) // far behind all others
		}
		for i := range late {
			j := i + d.below(len(late)-i)
			late[i], late[j] = late[j], late[i]
		}
		twice := d.once(2)
		if d.once(3) {
			late = late[:d.below(len(late))]
		}
		for i, l := range late {
			add(uint32(l[0]), l[1])
			if twice && d.once(4) {
				l = late[d.below(i+1)]
				add(uint32(l[0]), l[1])
			}
		}
		total := losses.Totals()
		var sum, byCPU [2]uint64
		for _, g := range losses.Gaps() {
			if g.Lost == 0 || followed[[2]genealogy.Ref{g.From, g.To}] != g {
				t.Fatalf("%+v, and who followed has %+v", g, followed[[2]genealogy.Ref{g.From, g.To}])
			}
			delete(followed, [2]genealogy.Ref{g.From, g.To})
			byCPU[g.CPU] += g.Lost
			if g.Filtered {
				sum[1] += g.Lost
			} else {
				sum[0] += g.Lost
			}
		}
		if missing := truth.missing(); len(followed) != 0 || total.Restarts != 0 || total.Lost > missing || sum[1] > total.Filtered || sum[0] > total.Lost-total.Filtered {
			t.Fatalf("%+v, the gaps have %d and %d, missing are %d; %d more were followed", total, sum[0], sum[1], missing, len(followed))
		}
		for cpu, n := range byCPU {
			if missing := (ledger{0: truth[uint32(cpu)]}).missing(); n > missing {
				t.Fatalf("the gaps of CPU %d have %d, missing are %d", cpu, n, missing)
			}
		}
		if gaps > 300 {
			seen("forgotten")
		} else if total.Gaps < 256 && sum[0]+sum[1] != truth.missing() {
			t.Fatalf("%+v, the gaps have %d and %d, missing are %d", total, sum[0], sum[1], truth.missing())
		} else {
			seen("known")
		}
		if total.Lost == 0 {
			seen("all")
		} else {
			seen("some")
		}
	})
}

// Of more gaps than are remembered, all of which close, none is left.
func TestMoreGapsThanAreRemembered(t *testing.T) {
	const n = 1<<16 + 5000
	var l genealogy.Losses
	for i := range uint64(2 * n) {
		number := 2 * i
		if i >= n {
			number = 2*(i-n) + 1
		}
		h := event(i+1, 0, uint32(number))
		h.Stamp = 1e9 + number
		l.Add(&h, genealogy.Verdict{})
		if i == n-1 && len(l.Gaps()) != 1<<16 {
			t.Fatalf("%d gaps are remembered", len(l.Gaps()))
		}
	}
	if total := l.Totals(); total.Lost != 0 || total.Late != n-1 || len(l.Gaps()) != 0 {
		t.Errorf("%+v, and %d gaps", total, len(l.Gaps()))
	}
}
