package export

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/who"
)

// subject sets what is known of the process that an event is about.
func subject(cells rows.Row, s *analysis.Subject) {
	if s == nil {
		return
	}
	person := func(name, facts int, p *analysis.Person) {
		if p.Named {
			cells[name].Keep(analysis.AppendText(cells[name].Room(), p.Comm[:]))
		}
		for k := range who.NumFacts {
			if text := p.Facts.Get(k); text != "" {
				c := &cells[facts+int(k)]
				c.Keep(analysis.Escape(append(c.Room(), text...), 0))
			}
		}
	}
	person(colName, colFacts, &s.Person)
	if s.ParentKnown {
		cells[colPPID].SetInt(int64(s.PPID))
	}
	person(colParentName, colParentFacts, &s.Parent)
}
