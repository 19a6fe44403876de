package statistics

import (
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis"
)

var cpuTable = Table{
	Name: "cpu", Doc: "Process events by the processor that sent them. Answers of kernels up to 4.6 name none: 4294967295.",
	Columns: []Column{
		{"cpu", "CPU", true}, {"messages", "Messages", true}, {"copies", "Copies", true}, {"percent", "Percent", true},
		{"per_second", "Per second", true}, {"lost", "Lost", true}, {"first_frame", "First", true}, {"last_frame", "Last", true},
	},
	start: func(s *Statistics, row emit) func() {
		c := new(cpus)
		s.counters = append(s.counters, c)
		lost := s.losses()
		return func() { c.rows(s, lost, row) }
	},
}

// cpus counts events and answers by processor.
type cpus struct{ tallies[uint32] }

func (c *cpus) add(f *analysis.Frame) {
	for i := range f.Messages {
		if m := &f.Messages[i]; m.Timed {
			c.of(m.CPU).count(m)
		}
	}
}

func (c *cpus) rows(s *Statistics, lost *losses, row emit) {
	all := c.others.messages
	for _, t := range c.by {
		all += t.messages
	}
	for _, cpu := range slices.Sorted(maps.Keys(c.by)) {
		t := c.by[cpu]
		row(number(cpu), number(t.messages), number(t.copies), share(t.messages, all), rate(t.messages, s.elapsed()),
			number(lost.of(cpu)), frame(t.first), frame(t.last))
	}
	if t := c.others; t != (tally{}) {
		row(Cell{}, number(t.messages), number(t.copies), share(t.messages, all), rate(t.messages, s.elapsed()),
			Cell{}, frame(t.first), frame(t.last))
	}
}
