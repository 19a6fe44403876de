package loss

import (
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/pcap/comment"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Host is what is missing of one host.
type Host struct {
	genealogy.Losses
	Host *host.Host       // nil where nobody asked
	Told genealogy.Totals // of whoever asks: what they were when he asked last

	listening map[uint32]bool          // ports that asked for all events
	filtered  map[*pcap.Interface]bool // of which interfaces it was asked: hasFilter
	frame     uint64                   // whose drop count was taken
	on        *pcap.Interface          // that all frames are of
	several   bool                     // they are not: they are of several
	counted   uint64                   // frames that it dropped, by its statistics and what frames count since
	asOf      time.Time                // these statistics
	last      moment                   // of its last message with a number
}

// moment is a time by two clocks.
type moment struct {
	stamp uint64 // timestamp_ns
	at    int64  // when it was captured, or genealogy.NoTime
	seen  bool
}

// maxPorts is of how many programs it is known that they listen.
const maxPorts = 1 << 12

// weigh looks for proofs.
func (l *Host) weigh(f *analysis.Frame, m *analysis.Message) {
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
	if r.Op == codec.McastListen && !m.Masked && !l.isFiltered(f.Interface) && len(l.listening) < maxPorts {
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

// cover takes statistics that stand before a frame. What one of several
// interfaces dropped may be missing in the frames of the others.
func (l *Host) cover(frame uint64) {
	if l.on == nil || l.on.Statistics == nil {
		return // as nearly always
	}
	drops, at := l.on.Drops()
	if l.several || at.Equal(l.asOf) && drops <= l.counted {
		return
	}
	l.Covered(frame, max(drops, l.counted)-l.counted)
	l.counted, l.asOf = max(drops, l.counted), at
}

// slack is how far clocks may be out of order, in nanoseconds: R28.
const slack = 1e9

// reboots reports whether a restart at a message may be that of the machine: its
// clock begins anew, and not before the last message that came before was
// captured. R28
func (l *Host) reboots(m *analysis.Message) bool {
	switch {
	case l.Host.OneBoot():
		return false
	case !l.last.seen:
		return true
	case m.Stamp >= l.last.stamp:
		return false
	}
	return m.Time == genealogy.NoTime || l.last.at == genealogy.NoTime || m.Time-int64(m.Stamp) >= l.last.at-slack
}

// isFiltered is hasFilter, which is asked once of each interface: it may say much.
func (l *Host) isFiltered(i *pcap.Interface) bool {
	is, known := l.filtered[i]
	if !known {
		if l.filtered == nil {
			l.filtered = map[*pcap.Interface]bool{}
		}
		is = hasFilter(i)
		l.filtered[i] = is
	}
	return is
}

// hasFilter reports whether an interface says that a filter kept events away from
// it, whatever was asked for (record/COMMENTS.md).
func hasFilter(i *pcap.Interface) bool {
	for _, c := range i.Comments {
		for line := range comment.Lines(c) {
			if l, err := comment.Parse(line); err == nil && l.Kind == "host" && l.Get("filter") != "" {
				return true
			}
		}
	}
	return false
}
