package statistics

import (
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

var lossTable = Table{
	Name: "loss", Doc: "Numbers missing in the counters of process events, by processor. It is what was lost at least; where nothing proves that it was, it is filtered or lost.",
	Columns: []Column{
		{"cpu", "CPU", true}, {"lost", "Lost", true}, {"filtered", "Of these perhaps filtered", true}, {"gaps", "Gaps", true}, {"largest", "Largest", true},
		{"late", "Late", true}, {"restarts", "Restarts", true}, {"from_frame", "From", true}, {"to_frame", "To", true},
	},
	start: func(s *Statistics, row emit) func() {
		l := s.losses()
		return func() {
			largest := l.Largest()
			for _, cpu := range slices.Sorted(maps.Keys(l.by)) {
				n := l.by[cpu]
				// Of very many gaps some are forgotten before late numbers close them.
				row(number(cpu), number(n.lost), number(n.filtered), number(min(n.gaps, n.lost)), number(largest[cpu]),
					number(n.late), number(n.restarts), frame(n.from), frame(n.to))
			}
		}
	},
}

// losses sums up what the genealogy finds missing.
type losses struct {
	analysis.Losses
	by    map[uint32]*loss // by processor
	found []found          // of the messages of the frame at hand, by their place in it
	then  genealogy.Totals // behind the last message that told of a loss
}

// found is what a message says of losses.
type found struct {
	genealogy.Finding
	genealogy.Gap
}

// loss is what is missing of one processor.
type loss struct {
	lost, filtered, gaps, late, restarts uint64
	from, to                             uint64 // frames around all gaps
}

func (s *Statistics) losses() *losses {
	return use(s, &s.lost, s.lost == nil, func() *losses {
		l := &losses{Losses: analysis.Losses{Filters: s.options.Filters}, by: map[uint32]*loss{}}
		l.Proved = func(g genealogy.Gap) {
			l.cpu(g.CPU).filtered -= g.Lost
			l.then.Filtered -= g.Lost
		}
		return l
	})
}

func (l *losses) add(f *analysis.Frame) {
	l.found = l.found[:0]
	for i := range f.Messages {
		m := &f.Messages[i]
		what, gap := l.Add(m)
		l.found = append(l.found, found{Finding: what})
		if what == genealogy.Nothing || what == genealogy.Repeated {
			continue
		}
		l.found[i].Gap = gap
		n := l.cpu(m.CPU)
		before, after := l.then, l.Totals()
		n.lost += after.Lost - before.Lost // one less for what came late
		n.filtered += after.Filtered - before.Filtered
		n.late += after.Late - before.Late
		l.then = after
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
func (l *losses) cpu(cpu uint32) *loss {
	n := l.by[cpu]
	if n == nil && len(l.by) >= maxKeys {
		cpu = 0xffffffff
		n = l.by[cpu]
	}
	if n == nil {
		n = new(loss)
		l.by[cpu] = n
	}
	return n
}

// of is how much of a processor is lost at least.
func (l *losses) of(cpu uint32) uint64 {
	if n := l.by[cpu]; n != nil {
		return n.lost
	}
	return 0
}
