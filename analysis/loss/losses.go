package loss

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Losses finds what is missing of all hosts. The zero value is ready.
type Losses struct {
	Filters analysis.Filters
	// Proved, unless it is nil, gets each gap that was filtered or lost and turns out
	// to be lost, of its host. It and Forgotten are set before the first message.
	Proved func(*Host, genealogy.Gap)
	// Forgotten, unless it is nil, gets each gap that a host forgets for newer ones, as
	// genealogy.Losses has it.
	Forgotten func(*Host, genealogy.Gap)

	hosts  host.Per[Host]
	latest *Host // that was asked for
}

// Of returns what is missing of the host of a frame.
func (l *Losses) Of(h *host.Host) *Host {
	if l.latest == nil || l.latest.Host != h {
		l.latest = l.of(h)
	}
	return l.latest
}

func (l *Losses) of(h *host.Host) *Host {
	of := l.hosts.Of(h)
	of.Host = h
	if l.Proved != nil && of.Proved == nil {
		of.Proved = func(g genealogy.Gap) { l.Proved(of, g) }
	}
	if l.Forgotten != nil && of.Forgotten == nil {
		of.Forgotten = func(g genealogy.Gap) { l.Forgotten(of, g) }
	}
	return of
}

// Found is what a message shows of losses. Where that is nothing, the rest is of another.
type Found struct {
	genealogy.Finding
	genealogy.Gap
	// Mixed says of a Restart that it is no reboot: the frames of several hosts were
	// taken for those of one.
	Mixed bool
}

// Add takes the next message of a frame and says what it shows: for most, and for copies,
// nothing.
func (l *Losses) Add(found *Found, f *analysis.Frame, m *analysis.Message) {
	of := l.Of(f.Host)
	of.Filtered = l.Filters != analysis.Unfiltered
	if l.Filters == analysis.FiltersUnknown {
		of.weigh(f, m)
	}
	found.Finding = of.Losses.AddTo(&found.Gap, &m.Header, m.Class)
	if found.Finding == genealogy.Restart {
		found.Mixed = !of.reboots(m)
	}
	if m.Timed && m.Port == 0 && !m.IsCopy() {
		of.last.stamp, of.last.at, of.last.seen = m.Stamp, m.Time, true
	}
}

// Finish takes the statistics of interfaces that stand behind the last frame.
func (l *Losses) Finish() {
	for _, of := range l.hosts.All() {
		if l.Filters == analysis.FiltersUnknown {
			of.cover(of.frame)
		}
	}
}

// Hosts are what is missing of each host.
func (l *Losses) Hosts() []*Host {
	var all []*Host
	for _, of := range l.hosts.All() {
		all = append(all, of)
	}
	return all
}

// Totals are sums over all hosts.
func (l *Losses) Totals() (sum genealogy.Totals) {
	for _, of := range l.hosts.All() {
		t := of.Totals()
		sum.Messages += t.Messages
		sum.Copies += t.Copies
		sum.Repeated += t.Repeated
		sum.Lost += t.Lost
		sum.Filtered += t.Filtered
		sum.Late += t.Late
		sum.Gaps += t.Gaps
		sum.Restarts += t.Restarts
	}
	return sum
}

// shownHosts is how many hosts a sentence names.
const shownHosts = 8

// Blind says in a sentence what no gap can show. R30
func (l *Losses) Blind() string {
	hosts := slices.DeleteFunc(l.Hosts(), func(of *Host) bool { return len(of.Ends()) == 0 })
	switch {
	case len(hosts) == 0:
		return l.hosts.At(0).Blind()
	case len(hosts) == 1:
		return hosts[0].Blind()
	}
	var parts []string
	for _, of := range hosts[:min(len(hosts), shownHosts)] {
		parts = append(parts, fmt.Sprintf("of %s after %s", analysis.Escape([]byte(of.Host.String()), 0), of.LastOnes()))
	}
	if more := len(hosts) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("and so of %d more hosts", more))
	}
	return "What was lost after the last message of a CPU cannot be seen: " + strings.Join(parts, "; ") + "."
}
