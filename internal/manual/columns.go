package manual

import (
	"fmt"
	"io"

	"github.com/cnwire/cnwire/analysis/differences"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/analysis/users"
)

// Table is the columns of something that a command lists.
type Table struct {
	Name   string // for --by, or empty
	Title  string // what stands above the columns
	Doc    string // what a row is, or nothing
	Schema *rows.Schema
}

const title = "Columns, for -e and --sort"

// tables has what commands list.
var tables = map[string]func() []Table{
	"diff":      func() []Table { return one(&differences.Columns.Schema) },
	"ps":        func() []Table { return one(&processes.Columns.Schema) },
	"follow":    func() []Table { return one(&processes.Steps.Schema) },
	"pairs":     func() []Table { return one(&pairs.Columns.Schema) },
	"listeners": func() []Table { return one(&listeners.Columns.Schema) },
	"ids":       func() []Table { return one(&users.Columns.Schema) },
	"check":     func() []Table { return one(&notes.Columns.Schema) },
	"export": func() (list []Table) {
		for _, k := range export.Kinds() {
			list = append(list, Table{k.String(), "Columns of --table " + k.String(), k.Doc(), k.Schema()})
		}
		return list
	},
	"stats": func() (list []Table) {
		for _, t := range statistics.Tables() {
			list = append(list, Table{t.Name, "Columns of --by " + t.Name + ", for -e and --sort", t.Doc, t.Schema()})
		}
		return list
	},
}

func one(s *rows.Schema) []Table { return []Table{{Title: title, Schema: s}} }

// write writes the columns under their title, in lines of so many columns.
func (t *Table) write(w io.Writer, width int) error {
	about := t.Title + ":"
	if t.Doc != "" {
		about = t.Title + ". " + t.Doc
	}
	fmt.Fprintf(w, "\n%s\n", fit.Below(nil, []byte(about), nil, width))
	var rows [][]string
	for _, c := range t.Schema.Columns {
		rows = append(rows, []string{c.Name, c.Doc})
	}
	return fit.List(w, "  ", width, rows)
}
