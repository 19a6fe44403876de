package notes

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxGaps is how many gaps wait for late numbers. Of more, the oldest is
// noted, and what comes late for it is no longer taken back.
const maxGaps = 1 << 12

// losses finds what is missing. A gap is noted at the end, for a number that
// comes late, behind larger ones, closes it.
type losses struct {
	genealogy.Losses
	gaps []genealogy.Gap // in the order in which they opened
}

func (l *losses) add(c *Checker, m *analysis.Message) {
	if m.Port != 0 && m.Timed {
		return // user space made it up, or handed it on
	}
	l.Filtered = l.Filtered || c.Filtered
	found, gap := l.Add(&m.Header, m.Verdict)
	switch found {
	case genealogy.Opened:
		if c.passing {
			return
		}
		if len(l.gaps) >= maxGaps {
			l.note(c, &l.gaps[0])
			l.gaps = l.gaps[1:]
		}
		l.gaps = append(l.gaps, gap)
	case genealogy.Late:
		l.late(gap)
	case genealogy.Restart:
		c.note(counterRestart, m.Frame, -1, "the counter of CPU %d goes from the one of frame %d to %d", m.CPU, gap.From.Frame, m.Seq)
	}
}

// late takes a number out of the gap that it was missing in.
func (l *losses) late(gap genealogy.Gap) {
	for i := len(l.gaps) - 1; i >= 0; i-- {
		g := &l.gaps[i]
		if g.CPU == gap.CPU && g.Idx == gap.Idx && g.Val == gap.Val && g.From == gap.From && g.To == gap.To {
			g.Lost = gap.Lost
			if g.Lost == 0 {
				l.gaps = append(l.gaps[:i], l.gaps[i+1:]...)
			}
			return
		}
	}
}

func (l *losses) note(c *Checker, g *genealogy.Gap) {
	k := eventsLost
	if g.Filtered {
		k = eventsFiltered
	}
	if !c.wants(k) {
		return
	}
	n := newNote(k, g.String())
	n.Loss = &Loss{CPU: g.CPU, FromFrame: g.From.Frame, ToFrame: g.To.Frame, Lost: g.Lost}
	frame := g.To.Frame
	n.Frame = &frame
	c.emit(n)
}

func (l *losses) end(c *Checker) {
	slices.SortStableFunc(l.gaps, func(a, b genealogy.Gap) int {
		return cmp.Or(cmp.Compare(a.From.Frame, b.From.Frame), cmp.Compare(a.To.Frame, b.To.Frame), cmp.Compare(a.CPU, b.CPU))
	})
	for i := range l.gaps {
		l.note(c, &l.gaps[i])
	}
	l.gaps = nil
}

// Lost says in sentences how much is missing, and what cannot be seen; nothing
// where nothing is missing.
func (c *Checker) Lost() string {
	t := c.losses.Totals()
	if t.Lost == 0 {
		return ""
	}
	return fmt.Sprintf("At least %d messages are lost, of these %d perhaps filtered. %s", t.Lost, t.Filtered, c.losses.Blind())
}
