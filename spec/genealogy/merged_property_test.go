package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// R21, R25: two sockets of a machine, each with its own losses, in one stream,
// one as far behind the other as can be. What both got counts once, and lost is
// what neither got.
func TestTwoListeners(t *testing.T) {
	check(t, "copy loss rescued appended", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		w := newWorld(d)
		for range steps {
			w.event()
		}
		var got [2][]int
		for i := range w.sent {
			for listener := range got {
				if !d.once(3) {
					got[listener] = append(got[listener], i)
				}
			}
		}
		lag := d.below(steps + 1)
		if lag >= len(got[0]) {
			seen("appended")
		}
		var order []int
		for len(got[0])+len(got[1]) > 0 {
			from := 0
			if len(order) >= lag && d.once(2) || len(got[0]) == 0 {
				from = 1
			}
			if len(got[from]) == 0 {
				from = 1 - from
			}
			order = append(order, got[from][0])
			got[from] = got[from][1:]
		}
		number := numbers(w.sent)
		var tracker genealogy.Tracker
		var losses genealogy.Losses
		truth := ledger{}
		for _, a := range judged(w.sent, order) {
			v := tracker.Add(&a.Header)
			if v != a.want {
				t.Fatalf("%+v is %+v, want %+v", a.Header, v, a.want)
			}
			if v.Class == genealogy.Copy {
				seen("copy")
			}
			if found, _ := losses.Add(&a.Header, v); found == genealogy.Late {
				seen("rescued")
			}
			if truth[a.CPU] == nil {
				truth[a.CPU] = map[uint64]bool{}
			}
			truth[a.CPU][number[a.sent]] = true
		}
		total := losses.Totals()
		if total.Lost != truth.missing() {
			t.Fatalf("%+v, want %d lost", total, truth.missing())
		}
		if total.Lost > 0 {
			seen("loss")
		}
	})
}
