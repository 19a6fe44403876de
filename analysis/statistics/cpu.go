package statistics

import (
	"cmp"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rows"
)

var cpuTable = Table{
	Name: "cpu", Doc: "Process events by the processor that sent them. Answers of kernels up to 4.6 name none: 4294967295.",
	Columns: []Column{
		hostColumn, {"cpu", "CPU", true}, {"messages", "Messages", true}, {"copies", "Copies", true}, {"percent", "Percent", true},
		{"per_second", "Per second", true}, {"lost", "Lost", true}, {"first_frame", "First", true}, {"last_frame", "Last", true},
	},
	start: func(s *Statistics, row emit) func() {
		c := tallied(s, func(m *analysis.Message) (hostCPU, bool) { return hostCPU{m.Host(), m.CPU}, m.Timed })
		lost := s.losses()
		return func() {
			all := c.all()
			for _, cpu := range c.sorted(compareCPUs) {
				cells := c.by[cpu].cells(s, all, rows.HostCell(cpu.host.String()), number(cpu.cpu))
				row(slices.Insert(cells, lostColumn, number(lost.of(cpu)))...)
			}
			if c.others != (tally{}) {
				row(slices.Insert(c.others.cells(s, all, Cell{}, Cell{}), lostColumn, Cell{})...)
			}
		}
	},
}

// lostColumn is where the column lost of the table stands.
const lostColumn = 6

// hostCPU is a processor of a host.
type hostCPU struct {
	host *host.Host
	cpu  uint32
}

func compareCPUs(a, b hostCPU) int {
	return cmp.Or(cmp.Compare(a.host.Index(), b.host.Index()), cmp.Compare(a.cpu, b.cpu))
}
