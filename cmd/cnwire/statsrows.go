package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
)

// statsRows writes the rows of tables. For people each table has its columns,
// one table below the other; programs get one list.
type statsRows struct {
	w      *bufio.Writer
	out    *rows.Writer
	people bool
	table  *statistics.Table // at hand
	schema *rows.Schema      // of it
	cells  rows.Row
	filled map[*statistics.Table]bool // that had a row

	several func() bool
	width   int // of lines
}

func newStatsRows(l *listFlags, w *bufio.Writer, tables []*statistics.Table, several func() bool) (*statsRows, error) {
	out, err := l.writer(w, several)
	if err != nil {
		return nil, err
	}
	if l.Sort != "" {
		for _, t := range tables {
			if err = t.Schema().Sorts(l.Sort); err == nil {
				break
			}
		}
		if err != nil {
			return nil, usage("--sort: %w", err)
		}
	}
	r := &statsRows{w: w, out: out, several: several, filled: map[*statistics.Table]bool{}, people: l.Format == "text" && len(l.Fields) == 0}
	switch {
	case r.people:
		return r, nil
	case len(tables) > 1 && l.Format != "json" && l.Format != "jsonl" && l.Format != "ek":
		return nil, usage("tables have columns of their own: -T %s and -e take one of them", l.Format)
	}
	if err := r.start(tables[0]); err != nil {
		return nil, usage("%w", err)
	}
	return r, nil
}

// start begins a table.
func (r *statsRows) start(t *statistics.Table) error {
	r.table, r.schema = t, t.Schema()
	return r.out.Start(r.schema)
}

// row writes a row, the first of a table behind what people read above it.
func (r *statsRows) row(row *statistics.Row) error {
	another := row.Table != r.table
	r.filled[row.Table] = true
	if another && r.people && r.table != nil {
		if err := r.out.End(); err != nil {
			return err
		}
		fmt.Fprintln(r.w)
	}
	r.cells = row.Append(r.cells[:0])
	if another && r.people && row.Table.Name == "sparkline" {
		fmt.Fprintf(r.w, "A column is %s s.\n", row.Cells[1].AppendHuman(nil, new(rows.Column)))
	}
	if another {
		if err := r.start(row.Table); err != nil {
			return err
		}
	}
	if r.people && row.Table.Name == "overview" {
		return r.overview()
	}
	return r.out.Row(r.cells)
}

// overview writes the one row of a table as lines of a name and values. An
// indented title goes on with the line before.
func (r *statsRows) overview() error {
	var line []byte
	for i := range r.cells[1:] {
		c := &r.schema.Columns[i+1]
		if c.Hosts && !r.several() {
			continue
		}
		value := r.cells[i+1].AppendHuman(nil, c)
		title, further := strings.CutPrefix(c.Title, "  ")
		switch {
		case further && len(value) > 0:
			line = append(fmt.Appendf(line, ", %s ", title), value...)
		case !further:
			r.fold(line)
			line = fmt.Appendf(nil, "%-*s%s", overviewTitle, title, cmp.Or(string(value), "-"))
		}
	}
	r.fold(line)
	_, err := r.w.Write(nil) // a bufio.Writer keeps its first error
	return err
}

// overviewTitle is how wide the titles of the overview are.
const overviewTitle = 16

// fold writes a line, and below what has no room.
func (r *statsRows) fold(line []byte) {
	if len(line) > 0 {
		r.w.Write(append(fit.Below(nil, line, bytes.Repeat([]byte(" "), overviewTitle), r.width), '\n'))
	}
}
