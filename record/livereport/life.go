package livereport

import (
	"slices"
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
)

// life is a process that lived, from its FORK to its end.
type life struct {
	lived   time.Duration
	pid     int32
	parent  string
	exit    string
	process string
}

func lifeOf(l *line) *life {
	return &life{
		lived: l.lived, pid: l.p.PID, parent: l.parent(),
		exit: string(l.p.AppendExit(nil)), process: string(l.is.append(nil)),
	}
}

// lives are the first few of all in some order.
type lives struct{ list []*life }

// add takes one more. Of those that are equal the first stay.
func (s *lives) add(one *life, order func(a, b *life) int) {
	at := len(s.list)
	for at > 0 && order(one, s.list[at-1]) < 0 {
		at--
	}
	if at == shownLives {
		return
	}
	s.list = slices.Insert(s.list, at, one)
	s.list = s.list[:min(len(s.list), shownLives)]
}

// livesColumns are the columns of a list of lives.
var livesColumns = rows.Define("life", nil, []rows.Field[life]{
	{Column: rows.Column{Name: "duration", Title: "Duration", Right: true, Form: rows.Seconds6, Type: rows.Duration}, Set: func(c *rows.Cell, l *life) { c.SetDuration(l.lived) }},
	{Column: rows.Column{Name: "pid", Title: "PID", Right: true, Type: rows.Integer}, Set: func(c *rows.Cell, l *life) { c.SetInt(int64(l.pid)) }},
	{Column: rows.Column{Name: "parent", Title: "Parent", Right: true, Type: rows.Text}, Set: func(c *rows.Cell, l *life) { c.SetText(l.parent) }},
	{Column: rows.Column{Name: "exit", Title: "Exit", Type: rows.Text}, Set: func(c *rows.Cell, l *life) { c.SetText(l.exit) }},
	{Column: rows.Column{Name: "process", Title: "Process", Type: rows.Text}, Set: func(c *rows.Cell, l *life) { c.SetText(l.process) }},
})
