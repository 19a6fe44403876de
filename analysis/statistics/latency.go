package statistics

import (
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/sketch"
	"github.com/cnwire/cnwire/spec/genealogy"
)

var latencyTable = Table{
	Name: "latency", Doc: "From an event's timestamp_ns (CLOCK_MONOTONIC) to its capture, above the smallest such difference of its interface: the two clocks have no common zero. A recording by record has the kernel's times, and no latencies.",
	Columns: []Column{
		hostColumn, {"interface", "Interface", true}, {"events", "Events", true}, {"min_ns", "Min", true}, {"median_ns", "Median", true},
		{"p99_ns", "99 %", true}, {"max_ns", "Max", true}, {"clock_zero", "Clock 0 was before", false},
	},
	start: func(s *Statistics, row emit) func() {
		l := s.latencies()
		return func() {
			for i := range l.list {
				l.list[i].row(number(i+1), row)
			}
			if l.others.Count > 0 {
				l.others.row(Cell{}, row)
			}
		}
	},
}

// maxSketches is how many interfaces have a sketch of their own.
const maxSketches = 64

// latencies sketches differences between capture and kernel time, by interface:
// each may be of another machine, and so of other clocks.
type latencies struct {
	at     analysis.ByInterface[latency]
	list   []*latency
	others latency
}

type latency struct {
	host    *host.Host
	stamped bool // its packets have the kernel's time, and when they were captured nobody knows
	sketch.Sketch
}

func (s *Statistics) latencies() *latencies {
	return use(&s.behind, &s.byLatency, s.byLatency == nil, func() *latencies { return new(latencies) })
}

func (l *latencies) add(f *analysis.Frame) {
	for i := range f.Messages {
		m := &f.Messages[i]
		if m.Timed && m.Time != genealogy.NoTime && m.Class != genealogy.Copy {
			on := l.at.Of(f.Interface, l.fresh)
			if on.Count == 0 {
				on.stamped = host.Stamped(f.Interface)
			}
			if on.host != f.Host && on != &l.others {
				on.host = f.Host
			}
			on.Add(m.Time - int64(m.Stamp))
		}
	}
}

// fresh is where the latencies of an interface go.
func (l *latencies) fresh() *latency {
	if len(l.list) >= maxSketches {
		return &l.others
	}
	l.list = append(l.list, new(latency))
	return l.list[len(l.list)-1]
}

// above is a quantile above the smallest difference.
func (l *latency) above(q float64) int64 {
	if l == nil {
		return 0
	}
	return l.Quantile(q) - l.Min
}

// row gives the quantiles. The smallest difference is also the best guess at
// when the kernel's clock was 0.
func (l *latency) row(name Cell, row emit) {
	known := func(n int64) Cell { return present(!l.stamped, nanos(n)) }
	row(rows.HostCell(l.host.String()), name, number(l.Count), known(0), known(l.above(0.5)), known(l.above(0.99)), known(l.above(1)), moment(l.Min))
}

// unmeasured reports whether there are events whose latency nobody knows.
func (l *latencies) unmeasured() bool {
	return slices.ContainsFunc(l.list, func(on *latency) bool { return on.stamped })
}

// worst returns the interface with the largest latency, nil without any.
func (l *latencies) worst() *latency {
	var worst *latency
	for _, on := range l.list {
		if !on.stamped && (worst == nil || on.above(1) > worst.above(1)) {
			worst = on
		}
	}
	return worst
}
