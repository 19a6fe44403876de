package notes

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxGaps is how many gaps may be noted, as many as [genealogy.Losses]
// remembers. Of more, the oldest are left out.
const maxGaps = 1 << 16

// losses finds what is missing. A gap is noted at the end, for a number that
// comes late, behind larger ones, closes it.
type losses struct {
	loss.Losses
	found  loss.Found // of the message at hand
	opened []place    // the latest gaps that frames opened which have notes
}

// place is where a gap is: between two messages.
type place struct{ from, to genealogy.Ref }

func (l *losses) add(c *Checker, f *analysis.Frame, m *analysis.Message) *loss.Found {
	l.Filters = c.Filters
	found := &l.found
	l.Add(found, f, m)
	gap := &found.Gap
	switch found.Finding {
	case genealogy.Opened:
		if c.passing {
			break
		}
		if len(l.opened) == 2*maxGaps {
			l.opened = l.opened[:copy(l.opened, l.opened[maxGaps:])]
		}
		l.opened = append(l.opened, place{gap.From, gap.To})
	case genealogy.Restart:
		k, more := reboot, ": the machine started again"
		if found.Mixed {
			k, more = counterRestart, ", and the machine did not start again: frames of several hosts may be mixed, which --host-by interface tells apart"
		}
		c.note(k, m.Frame, -1, "the counter of CPU %d goes from the one of frame %d to %d%s", m.CPU, gap.From.Frame, m.Seq, more)
	}
	return found
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
	n.Frame, n.At = &frame, g.To.Time
	c.emit(n)
}

// end notes the gaps that are left: together never more than Totals says.
func (l *losses) end(c *Checker) {
	l.Finish()
	noted := make(map[place]bool, len(l.opened))
	for _, p := range l.opened {
		noted[p] = true
	}
	for _, of := range l.Hosts() {
		c.host = of.Host
		l.endOf(c, of, noted)
	}
	c.host, l.opened = nil, nil
}

// endOf notes the gaps of a host.
func (l *losses) endOf(c *Checker, of *loss.Host, noted map[place]bool) {
	gaps := slices.DeleteFunc(of.Gaps(), func(g genealogy.Gap) bool { return !noted[place{g.From, g.To}] })
	slices.SortStableFunc(gaps, func(a, b genealogy.Gap) int {
		return cmp.Or(cmp.Compare(a.From.Frame, b.From.Frame), cmp.Compare(a.To.Frame, b.To.Frame), cmp.Compare(a.CPU, b.CPU))
	})
	for i := range gaps {
		l.note(c, &gaps[i])
	}
}

// Lost says in sentences how much is missing, and what cannot be seen; nothing
// where no message was there.
func (c *Checker) Lost() string {
	t := c.losses.Totals()
	var b []byte
	switch certain := t.Lost - t.Filtered; {
	case certain > 0 && t.Filtered > 0:
		b = fmt.Appendf(b, "At least %s lost, and %d more filtered or lost. ", messagesAre(certain), t.Filtered)
	case certain > 0:
		b = fmt.Appendf(b, "At least %s lost. ", messagesAre(certain))
	case t.Filtered > 0:
		b = fmt.Appendf(b, "At least %s filtered or lost. ", messagesAre(t.Filtered))
	case t.Messages == 0:
		return ""
	}
	return string(b) + c.losses.Blind()
}

func messagesAre(n uint64) string {
	if n == 1 {
		return "1 message is"
	}
	return fmt.Sprintf("%d messages are", n)
}
