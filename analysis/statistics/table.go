package statistics

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis/rows"
)

// Table is one way to count.
type Table struct {
	Name    string // as --by takes it, and what "table" says in JSON
	Doc     string // a sentence
	Columns []Column

	// start begins to count, and returns what gives the rows that remain after the last
	// frame.
	start func(*Statistics, emit) func()
}

// Column is a column of a table.
type Column struct {
	Name  string // the key in JSON and the head of csv; a unit is its last word: min_ns
	Title string // in text; a column without one is not in the text
	Right bool   // numbers stand at the right
}

// hostColumn is of tables with a row for each host.
var hostColumn = Column{"host", "Host", false}

// emit takes the cells of a row, one for each column.
type emit func(cells ...Cell)

// Tables are all tables, in the order in which they are shown.
func Tables() []*Table {
	return []*Table{
		&overviewTable, &kindTable, &idTable, &processTable, &commTable, &cpuTable, &interfaceTable,
		&timeTable, &sparklineTable, &hierarchyTable, &latencyTable, &lossTable,
	}
}

// Lookup finds a table by its name. Its error names them all.
func Lookup(name string) (*Table, error) {
	var names []string
	for _, t := range Tables() {
		if t.Name == name {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return nil, fmt.Errorf("unknown table %q: one of %s", name, strings.Join(names, ", "))
}

// Schema returns the columns of the table as all lists have them, behind one
// that says which table it is.
func (t *Table) Schema() *rows.Schema {
	s := &rows.Schema{Name: "stats", Columns: []rows.Column{{Name: "table", Hidden: true, Doc: columnDocs["table"]}}}
	for _, c := range t.Columns {
		s.Columns = append(s.Columns, rows.Column{Name: c.Name, Title: c.Title, Right: c.Right, Hosts: c.Name == "host" || c.Name == "hosts", Doc: columnDocs[c.Name]})
	}
	return s
}

// Row is one row of a table: as many cells as the table has columns.
type Row struct {
	Table *Table
	Cells []Cell
}

// Append appends the cells of the row to those that its table's Schema has.
func (r *Row) Append(to rows.Row) rows.Row {
	return append(append(to, words(r.Table.Name)), r.Cells...)
}

// MarshalJSON returns an object: the table's name, then the columns in their
// order.
func (r *Row) MarshalJSON() ([]byte, error) {
	return r.Table.Schema().AppendJSON(nil, r.Append(nil)), nil
}
