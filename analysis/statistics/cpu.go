package statistics

import (
	"cmp"
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
		c := tallied(s, func(m *analysis.Message) (uint32, bool) { return m.CPU, m.Timed })
		lost := s.losses()
		return func() {
			all := c.all()
			for _, cpu := range c.sorted(cmp.Compare) {
				cells := c.by[cpu].cells(s, all, number(cpu))
				row(slices.Insert(cells, lostColumn, number(lost.of(cpu)))...)
			}
			if c.others != (tally{}) {
				row(slices.Insert(c.others.cells(s, all, Cell{}), lostColumn, Cell{})...)
			}
		}
	},
}

// lostColumn is where the column lost of the table stands.
const lostColumn = 5
