package livereport

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/codec"
)

const (
	maxNames   = 4096 // that are told apart: any process may take new ones all day
	shownNames = 20
	shownLives = 5 // of the shortest, and of the longest
)

// totals are what is written at the end.
type totals struct {
	events   uint64
	words    map[string]uint64 // events by word
	names    map[string]*name
	others   name // of names beyond maxNames
	lost     uint64
	shortest lives
	longest  lives
}

// name is what processes of a name did.
type name struct {
	comm                     string
	events                   uint64
	forks, execs             uint64
	ends, failed             uint64        // of processes; of these with another code than 0, or by a signal
	timed                    uint64        // ends of processes of which is known how long they had lived
	shortest, longest, lived time.Duration // lived: all of these together
}

// add takes an event.
func (t *totals) add(l *line) {
	if t.words == nil {
		t.words, t.names = map[string]uint64{}, map[string]*name{}
	}
	t.events++
	t.words[l.word()]++
	is := l.is
	if l.e.What == codec.EventFork && l.e.Task.IsLeader() && l.by != nil {
		is = l.by // who forks is asked for, and not who is forked
	}
	n := t.name(is.comm)
	n.events++
	switch l.word() {
	case "fork":
		n.forks++
	case "exec":
		n.execs++
	}
	if !l.ended {
		return
	}
	n.ends++
	if l.p.Code != 0 {
		n.failed++
	}
	if !l.timed {
		return
	}
	if n.timed++; n.timed == 1 || l.lived < n.shortest {
		n.shortest = l.lived
	}
	n.longest = max(n.longest, l.lived)
	n.lived += l.lived
	if one := lifeOf(l); l.exact {
		t.shortest.add(one, func(a, b *life) int { return cmp.Compare(a.lived, b.lived) })
		t.longest.add(one, func(a, b *life) int { return cmp.Compare(b.lived, a.lived) })
	}
}

func (t *totals) name(comm string) *name {
	n := t.names[comm]
	switch {
	case n != nil:
		return n
	case len(t.names) == maxNames:
		t.others.comm = "(all others)"
		return &t.others
	}
	n = &name{comm: cmp.Or(comm, "-")}
	t.names[comm] = n
	return n
}

// write writes the totals, each table under a blank line.
func (t *totals) write(w *bufio.Writer, width int) error {
	if _, err := fmt.Fprintf(w, "\n%s\n", t.sentence()); err != nil || t.events == 0 {
		return err
	}
	var all []*name
	for _, n := range t.names {
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b *name) int { return cmp.Or(cmp.Compare(b.events, a.events), strings.Compare(a.comm, b.comm)) })
	more := len(all) - shownNames
	all = all[:min(len(all), shownNames)]
	if t.others.events > 0 {
		all = append(all, &t.others)
	}
	if err := list(w, width, "", names, all); err != nil {
		return err
	}
	if more > 0 {
		fmt.Fprintf(w, "… and %d names with fewer events\n", more)
	}
	if err := list(w, width, "Lives, the shortest:", livesColumns, t.shortest.list); err != nil {
		return err
	}
	return list(w, width, "Lives, the longest:", livesColumns, t.longest.list)
}

// sentence counts the events.
func (t *totals) sentence() string {
	var words []string
	for word := range t.words {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(t.words[b], t.words[a]), strings.Compare(a, b)) })
	for i, word := range words {
		words[i] = fmt.Sprintf("%d %s", t.words[word], word)
	}
	s := fmt.Sprintf("%d events", t.events)
	if len(words) > 0 {
		s += ": " + strings.Join(words, ", ")
	}
	if t.lost > 0 {
		s += fmt.Sprintf("; %d messages lost, of which nothing is here", t.lost)
	}
	return s
}

// list writes a table under a blank line and a title; nothing without a row.
func list[T any](w *bufio.Writer, width int, title string, columns *rows.Columns[T], all []*T) error {
	if len(all) == 0 {
		return nil
	}
	out, err := rows.New(w, rows.Options{Width: width})
	if err != nil {
		return err
	}
	l, err := rows.NewList(out, columns)
	if err != nil {
		return err
	}
	w.WriteByte('\n')
	if title != "" {
		fmt.Fprintln(w, title)
	}
	for _, one := range all {
		if err := l.Row(one); err != nil {
			return err
		}
	}
	return l.End()
}

// count is a column of a number.
func count(key, title string, of func(*name) uint64) rows.Field[name] {
	return rows.Field[name]{Column: rows.Column{Name: key, Title: title, Right: true, Type: rows.Unsigned}, Set: func(c *rows.Cell, n *name) { c.SetUint(of(n)) }}
}

// length is a column of a time.
func length(key, title string, of func(*name) time.Duration) rows.Field[name] {
	return rows.Field[name]{
		Column: rows.Column{Name: key, Title: title, Right: true, Form: rows.Seconds6, Type: rows.Duration, None: "-"},
		Set: func(c *rows.Cell, n *name) {
			if n.timed > 0 {
				c.SetDuration(of(n))
			}
		},
	}
}

// names are the columns of what processes of a name did.
var names = rows.Define("name", nil, []rows.Field[name]{
	count("events", "Events", func(n *name) uint64 { return n.events }),
	count("forks", "Forks", func(n *name) uint64 { return n.forks }),
	count("execs", "Execs", func(n *name) uint64 { return n.execs }),
	count("ends", "Ends", func(n *name) uint64 { return n.ends }),
	count("failed", "Failed", func(n *name) uint64 { return n.failed }),
	length("shortest", "Shortest", func(n *name) time.Duration { return n.shortest }),
	length("mean", "Mean", func(n *name) time.Duration { return n.lived / time.Duration(n.timed) }),
	length("longest", "Longest", func(n *name) time.Duration { return n.longest }),
	{Column: rows.Column{Name: "name", Title: "Name", Type: rows.Text}, Set: func(c *rows.Cell, n *name) { c.SetText(n.comm) }},
})
