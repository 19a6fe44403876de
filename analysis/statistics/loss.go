package statistics

import (
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	lossOf "github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/spec/genealogy"
)

var lossTable = Table{
	Name: "loss", Doc: "Numbers missing in the counters of process events, by processor. It is what was lost at least; where nothing proves that it was, it is filtered or lost.",
	Columns: []Column{
		hostColumn, {"cpu", "CPU", true}, {"lost", "Lost", true}, {"filtered", "Of these perhaps filtered", true}, {"gaps", "Gaps", true}, {"largest", "Largest", true},
		{"late", "Late", true}, {"restarts", "Restarts", true}, {"from_frame", "From", true}, {"to_frame", "To", true},
	},
	start: func(s *Statistics, row emit) func() {
		l := s.losses()
		return func() {
			largest := map[*host.Host]map[uint32]uint64{}
			for _, of := range l.all.Hosts() {
				largest[of.Host] = of.Largest()
			}
			for _, cpu := range slices.SortedFunc(maps.Keys(l.by), compareCPUs) {
				n := l.by[cpu]
				// Of very many gaps some are forgotten before late numbers close them.
				row(rows.HostCell(cpu.host.String()), number(cpu.cpu), number(n.lost), number(n.filtered), number(min(n.gaps, n.lost)), number(largest[cpu.host][cpu.cpu]),
					number(n.late), number(n.restarts), frame(n.from), frame(n.to))
			}
		}
	},
}

// losses sums up what the genealogy finds missing.
type losses struct {
	all   lossOf.Losses
	by    map[hostCPU]*loss
	found []lossOf.Found // of the messages of the frame at hand, by their place in it
}

// loss is what is missing of one processor.
type loss struct {
	lost, filtered, gaps, late, restarts uint64
	from, to                             uint64 // frames around all gaps
}

func (s *Statistics) losses() *losses {
	return use(&s.behind, &s.lost, s.lost == nil, func() *losses {
		l := &losses{all: lossOf.Losses{Filters: s.options.Filters}, by: map[hostCPU]*loss{}}
		l.all.Proved = func(of *lossOf.Host, g genealogy.Gap) {
			l.cpu(hostCPU{of.Host, g.CPU}).filtered -= g.Lost
			of.Told.Filtered -= g.Lost
		}
		return l
	})
}

func (l *losses) add(f *analysis.Frame) {
	l.found = slices.Grow(l.found[:0], len(f.Messages))[:len(f.Messages)]
	for i := range f.Messages {
		m := &f.Messages[i]
		found := &l.found[i]
		l.all.Add(found, f, m)
		what, gap := found.Finding, &found.Gap
		if what == genealogy.Nothing || what == genealogy.Repeated {
			continue
		}
		of, n := l.all.Of(f.Host), l.cpu(hostCPU{f.Host, m.CPU})
		before, after := of.Told, of.Totals()
		n.lost += after.Lost - before.Lost // one less for what came late
		n.filtered += after.Filtered - before.Filtered
		n.late += after.Late - before.Late
		of.Told = after
		switch {
		case what == genealogy.Restart:
			n.restarts++
		case what == genealogy.Opened:
			n.gaps++
			if n.from == 0 {
				n.from = gap.From.Frame
			}
			n.from, n.to = min(n.from, gap.From.Frame), max(n.to, gap.To.Frame)
		case gap.To.Frame != 0 && gap.Lost == 0:
			n.gaps-- // all of it came late
		}
	}
}

// cpu returns the sums of a processor. Of too many, the rest counts under the
// number that stands for none.
func (l *losses) cpu(cpu hostCPU) *loss {
	n := l.by[cpu]
	if n == nil && len(l.by) >= maxKeys {
		cpu.cpu = 0xffffffff
		n = l.by[cpu]
	}
	if n == nil {
		n = new(loss)
		l.by[cpu] = n
	}
	return n
}

// of is how much of a processor is lost at least.
func (l *losses) of(cpu hostCPU) uint64 {
	if n := l.by[cpu]; n != nil {
		return n.lost
	}
	return 0
}
