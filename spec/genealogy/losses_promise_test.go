package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
)

// R27b: a number just before the smallest that came is late, and no gap: none is between. A
// gap lacks something when it opens.
func TestJustBeforeTheFirst(t *testing.T) {
	for _, c := range []struct {
		what string
		seq  uint32
		want string
		gaps uint64
	}{
		{"the one before", 99, "2 late 0-0 0", 0},
		{"the one before that", 98, "2 gap 2-1 1", 1},
		{"as far as that goes", 36, "2 gap 2-1 63", 1},
	} {
		var l genealogy.Losses
		got := heard(&l, event(1, 0, 100), event(2, 0, c.seq))
		if total := l.Totals(); got != c.want || total.Late != 1 || total.Gaps != c.gaps {
			t.Errorf("%s: %q, %+v", c.what, got, total)
		}
	}
}

// The largest gap of a CPU is that also when so many came behind it that it is forgotten, and
// those that are forgotten behind it are smaller.
func TestLargestOfMany(t *testing.T) {
	var l genealogy.Losses
	seq := uint32(0)
	for frame := uint64(1); frame < 1<<16+100; frame++ {
		if seq += 2; frame == 10 {
			seq += 6 // 7 are missing
		}
		h := event(1, 3, seq)
		h.Frame = frame
		l.Add(&h, genealogy.Verdict{Class: genealogy.Event})
	}
	if got := l.Largest()[3]; got != 7 {
		t.Errorf("%d, want 7", got)
	}
}

// R29a: what was dropped before the first message of a gap is none of it, however much of it is in
// no other gap; what was dropped since is, of several frames together, and once.
func TestDropsSinceTheGapBegan(t *testing.T) {
	for _, c := range []struct {
		what  string
		drops map[uint64]uint64 // before frames
		list  []genealogy.Header
		lost  uint64 // for certain
	}{
		{"one before and one within", map[uint64]uint64{2: 1, 3: 1}, []genealogy.Header{event(1, 0, 1), event(2, 0, 2), event(3, 0, 5)}, 0},
		{"two within", map[uint64]uint64{2: 1, 3: 1}, []genealogy.Header{event(1, 0, 1), event(2, 1, 1), event(3, 0, 4)}, 2},
		{"more than is needed of the first", map[uint64]uint64{2: 9, 3: 1}, []genealogy.Header{event(1, 0, 1), event(2, 0, 2), event(3, 0, 5)}, 0},
		{"two gaps, of which the longer takes the older", map[uint64]uint64{3: 1, 4: 1}, []genealogy.Header{event(1, 0, 1), event(2, 1, 1), event(3, 1, 2), event(4, 0, 3), event(5, 1, 4)}, 2},
		{"two gaps, and one alone", map[uint64]uint64{3: 1}, []genealogy.Header{event(1, 0, 1), event(2, 1, 1), event(3, 2, 1), event(4, 0, 3), event(5, 1, 3)}, 1},
	} {
		l := genealogy.Losses{Filtered: true}
		for _, h := range c.list {
			if n := c.drops[h.Frame]; n > 0 {
				l.Dropped(h.Frame, n)
				delete(c.drops, h.Frame)
			}
			l.Add(&h, genealogy.Verdict{Class: genealogy.Event})
		}
		if total := l.Totals(); total.Lost-total.Filtered != c.lost {
			t.Errorf("%s: %+v, want %d for certain", c.what, total, c.lost)
		}
	}
}
