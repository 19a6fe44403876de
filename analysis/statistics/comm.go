package statistics

import (
	"cmp"
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rows"
)

var commTable = Table{
	Name: "comm", Doc: "Process events by the last name that a COMM event or a packet's comment gave the process, with no EXEC behind it, else -. No event carries the executable.",
	Columns: append([]Column{hostColumn, {"comm", "Comm", false}, {"processes", "Processes", true}}, actColumns...),
	start: func(s *Statistics, row emit) func() {
		p := s.detailed()
		return func() {
			all := p.byComm.clone()
			for i := range p.all.n {
				all.merge(p.all.at(i))
			}
			for _, name := range all.sorted() {
				n := all.by[name]
				row(n.cells(rows.HostCell(name.host.String()), words(name.name), number(n.processes))...)
			}
			if n := &all.others; n.processes > 0 {
				row(n.cells(Cell{}, words("others"), number(n.processes))...)
			}
		}
	},
}

// comms counts the events of processes by their names.
type comms struct{ bounded[hostComm, named] }

// hostComm is a name on a host.
type hostComm struct {
	host *host.Host
	name string
}

// named is what the processes of one name did.
type named struct {
	acts
	processes int
}

// merge adds a process.
func (c *comms) merge(p *process) {
	n := c.of(hostComm{p.host, p.name()})
	n.processes++
	n.acts.merge(&p.acts)
}

func (c *comms) clone() *comms {
	own := new(comms)
	for name, n := range c.by {
		*own.of(name) = *n
	}
	own.others = c.others
	return own
}

// sorted returns the names, those with most events first.
func (c *comms) sorted() []hostComm {
	return slices.SortedFunc(maps.Keys(c.by), func(a, b hostComm) int {
		return cmp.Or(cmp.Compare(c.by[b].events, c.by[a].events), cmp.Compare(a.name, b.name), cmp.Compare(a.host.Index(), b.host.Index()))
	})
}
