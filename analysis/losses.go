package analysis

import (
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
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
	on        *pcap.Interface // that all frames are of
	several   bool            // they are not: they are of several
	counted   uint64          // frames that it dropped, by its statistics and what frames count since
	asOf      time.Time       // these statistics
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
	f := m.frame
	if l.on == nil {
		l.on = f.Interface
	}
	if f.DropCount.Value > 0 && f.Number != l.frame {
		l.frame = f.Number
		l.counted += f.DropCount.Value
		l.Dropped(f.Number, f.DropCount.Value)
	}
	l.cover(f.Number)
	l.several = l.several || f.Interface != l.on
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

// Finish takes the statistics that stand behind the last frame.
func (l *Losses) Finish() { l.cover(l.frame) }

// cover takes statistics that stand before a frame. What one of several
// interfaces dropped may be missing in the frames of the others.
func (l *Losses) cover(frame uint64) {
	drops, at := l.on.Drops()
	if l.several || l.Filters != FiltersUnknown || at.Equal(l.asOf) && drops <= l.counted {
		return
	}
	l.Covered(frame, max(drops, l.counted)-l.counted)
	l.counted, l.asOf = max(drops, l.counted), at
}
