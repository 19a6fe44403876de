package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis/print"
	"github.com/cnwire/cnwire/analysis/statistics"
)

// statsRows writes the rows of tables. A table of people's text has its columns
// in a list of its own; programs get one list.
type statsRows struct {
	flags  *listFlags
	w      *bufio.Writer
	tables int // that text has begun
	list   *print.List[statistics.Row]
	table  *statistics.Table // whose list it is; nil for one of all
}

func newStatsRows(l *listFlags, w *bufio.Writer, tables []*statistics.Table) (*statsRows, error) {
	r := &statsRows{flags: l, w: w}
	switch {
	case l.Format == "text" && len(l.Fields) == 0 && len(l.Option) == 0:
		return r, nil
	case len(tables) > 1 && l.Format != "json" && l.Format != "jsonl" && l.Format != "ek":
		return nil, usage("tables have columns of their own: -T %s and -e take one of them", l.Format)
	}
	r.table = tables[0]
	var err error
	r.list, err = newList(l, w, "stats", statsColumns(tables[0], l.Format == "text"))
	return r, err
}

// row writes a row; text starts another list where the table is another one.
func (r *statsRows) row(row *statistics.Row) error {
	if r.flags.Format != "text" || len(r.flags.Fields) > 0 || row.Table == r.table && r.list != nil {
		return r.list.Row(row)
	}
	if err := r.end(); err != nil {
		return err
	}
	if r.tables++; r.tables > 1 {
		fmt.Fprintln(r.w)
	}
	r.table, r.list = row.Table, nil
	if row.Table.Name == "overview" {
		return r.overview(row)
	}
	if row.Table.Name == "sparkline" {
		fmt.Fprintf(r.w, "A column is %s s.\n", row.Cells[1].AppendHuman(nil))
	}
	var err error
	if r.list, err = newList(r.flags, r.w, "stats", statsColumns(row.Table, true)); err != nil {
		return err
	}
	return r.list.Row(row)
}

// overview writes the one row of a table as lines of a name and values. An
// indented title goes on with the line before.
func (r *statsRows) overview(row *statistics.Row) error {
	for i, c := range row.Table.Columns {
		value := row.Cells[i].AppendHuman(nil)
		title, further := strings.CutPrefix(c.Title, "  ")
		switch {
		case further && len(value) > 0:
			fmt.Fprintf(r.w, ", %s %s", title, value)
		case !further:
			if i > 0 {
				r.w.WriteByte('\n')
			}
			if len(value) == 0 {
				value = []byte("-")
			}
			fmt.Fprintf(r.w, "%-15s %s", title, value)
		}
	}
	return r.w.WriteByte('\n')
}

// end closes the list at hand.
func (r *statsRows) end() error {
	if r.list == nil {
		return nil
	}
	return r.list.End()
}

// statsColumns are the columns of a table, for people or for programs.
func statsColumns(t *statistics.Table, human bool) []print.ListColumn[statistics.Row] {
	var columns []print.ListColumn[statistics.Row]
	for i, c := range t.Columns {
		at := func(b []byte, row *statistics.Row) []byte { return row.Cells[i].Append(b) }
		if human {
			at = func(b []byte, row *statistics.Row) []byte { return row.Cells[i].AppendHuman(b) }
		}
		columns = append(columns, print.ListColumn[statistics.Row]{Name: c.Name, Title: c.Title, Right: c.Right, Append: at})
	}
	return columns
}
