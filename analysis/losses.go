package analysis

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Filters says whether whose capture it is had asked for some events only.
type Filters uint8

const (
	FiltersUnknown Filters = iota // what the capture proves was lost, the rest is filtered or lost (R29)
	Filtered                      // it had: what is missing is filtered or lost
	Unfiltered                    // it had not: what is missing was lost
)

// Losses finds what is missing, and weighs what proves that it was lost. The zero
// value is ready.
type Losses struct {
	genealogy.Losses
	Filters Filters

	listening map[uint32]bool // ports that asked for all events
	frame     uint64          // whose drop count was taken
}

// maxPorts is of how many programs it is known that they listen.
const maxPorts = 1 << 12

// Add takes the next message: genealogy.Losses.Add.
func (l *Losses) Add(m *Message) (f genealogy.Finding, g genealogy.Gap) {
	l.Filtered = l.Filters != Unfiltered
	if l.Filters == FiltersUnknown {
		l.weigh(m)
	}
	f = l.Losses.AddTo(&g, &m.Header, m.Class)
	return f, g
}

// weigh looks for proofs.
func (l *Losses) weigh(m *Message) {
	if f := m.frame; f.DropCount.Value > 0 && f.Number != l.frame {
		l.frame = f.Number
		l.Dropped(f.Number, f.DropCount.Value)
	}
	if m.Kind != genealogy.KindRequest || m.IsCopy() {
		return
	}
	r, _, ok := m.Request()
	if !ok {
		return
	}
	delete(l.listening, m.Port)
	if r.Op == codec.McastListen && !m.Masked && len(l.listening) < maxPorts {
		if l.listening == nil {
			l.listening = map[uint32]bool{}
		}
		l.listening[m.Port] = true
	}
	switch {
	case len(l.listening) == 0:
		l.Since = 0
	case l.Since == 0:
		l.Since = m.Frame
	}
}
