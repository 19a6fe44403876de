package processes

import "github.com/cnwire/cnwire/analysis/host"

// of returns the table of a host. That of the first host is the one that others
// know, and has what is of all hosts: keys, numbers, their order.
func (t *Table) of(h *host.Host) *Table {
	switch {
	case h == t.host: // nearly always
		return t
	case h.Index() == 0:
		t.host = h
		return t
	}
	at := t.hosts.Of(h)
	if *at == nil {
		*at = &Table{all: t, host: h, Each: t.Each, Keep: t.Keep, Lends: t.Lends, Trace: t.Trace, Forget: t.Forget, Odd: t.Odd, Told: t.Told, Unlisted: t.Unlisted, Prompt: t.Prompt, few: t.few}
	}
	(*at).passing = t.passing
	return *at
}

// table returns the table that a life is in.
func (t *Table) table(l *Life) *Table {
	if l.host == 0 {
		return t
	}
	return *t.hosts.At(int(l.host))
}

// whole returns the table of the first host.
func (t *Table) whole() *Table {
	if t.all != nil {
		return t.all
	}
	return t
}

// tables are the tables of all hosts.
func (t *Table) tables() []*Table {
	tables := []*Table{t}
	for n, other := range t.hosts.All() {
		if n > 0 {
			tables = append(tables, *other)
		}
	}
	return tables
}
