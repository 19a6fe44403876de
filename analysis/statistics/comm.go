package statistics

import (
	"cmp"
	"maps"
	"slices"
)

var commTable = Table{
	Name: "comm", Doc: "Process events by the last name that a COMM event or a packet's comment gave the process, with no EXEC behind it, else -. No event carries the executable.",
	Columns: append([]Column{{"comm", "Comm", false}, {"processes", "Processes", true}}, actColumns...),
	start: func(s *Statistics, row emit) func() {
		p := s.processes()
		return func() {
			all := p.byComm.clone()
			for i := range p.all {
				all.merge(&p.all[i])
			}
			for _, name := range all.sorted() {
				n := all.by[name]
				row(n.cells(words(name), number(n.processes))...)
			}
			if n := &all.others; n.processes > 0 {
				row(n.cells(words("others"), number(n.processes))...)
			}
		}
	},
}

// comms counts the events of processes by their names.
type comms struct {
	by     map[string]*named
	others named // of names beyond the first maxKeys
}

// named is what the processes of one name did.
type named struct {
	acts
	processes int
}

// merge adds a process.
func (c *comms) merge(p *process) {
	n := &c.others
	name := p.name()
	if known := c.by[name]; known != nil {
		n = known
	} else if len(c.by) < maxKeys {
		if c.by == nil {
			c.by = map[string]*named{}
		}
		n = new(named)
		c.by[name] = n
	}
	n.processes++
	n.acts.merge(&p.acts)
}

func (c *comms) clone() *comms {
	own := &comms{by: map[string]*named{}, others: c.others}
	for name, n := range c.by {
		copied := *n
		own.by[name] = &copied
	}
	return own
}

// sorted returns the names, those with most events first.
func (c *comms) sorted() []string {
	return slices.SortedFunc(maps.Keys(c.by), func(a, b string) int {
		return cmp.Or(cmp.Compare(c.by[b].events, c.by[a].events), cmp.Compare(a, b))
	})
}
