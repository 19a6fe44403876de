package genealogy

import "slices"

// Dropped says that a capture itself counts frames that it dropped before one:
// so much of a gap there was lost, whatever a filter did.
func (l *Losses) Dropped(frame, count uint64) {
	if len(l.drops) == maxDrops {
		l.drops = slices.Delete(l.drops, 0, 1)
	}
	l.drops = append(l.drops, drop{frame, count})
}

// drop is how many were dropped before a frame that are in no gap yet.
type drop struct{ frame, count uint64 }

// maxDrops is how many of them are remembered. A gap that reaches further back is proven by
// the last ones, or not.
const maxDrops = 1 << 8

// proven reports whether a gap is a loss for certain. R29
func (l *Losses) proven(before Ref, lost uint64) bool {
	return !l.Filtered || l.Since != 0 && before.Frame >= l.Since || l.take(before, lost)
}

// take takes as many as a gap lacks out of what was dropped since its first message: what was
// dropped before that is none of it. It reports false where that is less. The oldest go first, for
// a later gap may not reach as far back.
func (l *Losses) take(before Ref, lost uint64) bool {
	first, room := len(l.drops), uint64(0)
	for ; first > 0 && l.drops[first-1].frame > before.Frame; first-- {
		room += min(l.drops[first-1].count, lost-room)
	}
	if room < lost {
		return false
	}
	for i := first; lost > 0; i++ {
		n := min(l.drops[i].count, lost)
		l.drops[i].count, lost = l.drops[i].count-n, lost-n
	}
	return true
}

// Covered says that a capture counts so many frames as dropped, beside those of
// Dropped, since Covered was called last, or the start: all before a frame. Where
// no more is missing in the gaps that opened since, all of that was lost, whatever
// a filter did, and Proved is told; the rest counts for gaps that reach across the
// frame. Where more is missing nobody knows which of it was dropped. R29
func (l *Losses) Covered(frame, count uint64) {
	first := l.covered
	l.covered = l.gaps.n
	var missing uint64
	for i := first; i < l.gaps.n; i++ {
		g := l.gaps.at(i)
		switch {
		case g == nil:
			return // forgotten, and what it lacks with it
		case !g.Filtered:
			continue
		}
		if missing += g.Lost; missing > count || l.holesOf(g).lackIn(i) < g.Lost {
			return
		}
	}
	for i := first; i < l.gaps.n; i++ {
		if g := l.gaps.at(i); g.Filtered {
			g.Filtered = false
			l.totals.Filtered -= g.Lost
			l.holesOf(g).prove(i)
			if l.Proved != nil {
				l.Proved(*g)
			}
		}
	}
	if count > missing {
		l.Dropped(frame, count-missing)
	}
}

// holesOf are the holes of the counter that a gap is of.
func (l *Losses) holesOf(g *Gap) *holes {
	if c := l.of[counterKey{g.Idx, g.Val, g.CPU}]; c != nil {
		return &c.holes
	}
	return new(holes) // of a counter that is forgotten
}

// lackIn is how many numbers of a gap are known to be missing.
func (s *holes) lackIn(gap uint64) (n uint64) {
	for _, h := range s.list {
		if h.gap == gap {
			n += h.to - h.from + 1
		}
	}
	return n
}

// prove says that the numbers of a gap were lost.
func (s *holes) prove(gap uint64) {
	for i := range s.list {
		if h := &s.list[i]; h.gap == gap {
			h.filtered = false
		}
	}
	s.oldest[sumOf(false)] = min(s.oldest[sumOf(false)], gap)
}
