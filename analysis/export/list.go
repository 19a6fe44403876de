package export

import (
	"bytes"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
)

// The columns that every table but that of the events begins with.
const (
	ownCapture = iota
	ownHost
	ownHostID
	ownBoot
	ownTime
	numOwn
)

// own are they. Of each table the time is of something else.
func own(time string) []rows.Column {
	return []rows.Column{
		ownCapture: {Name: "capture", Type: rows.Text, Doc: "Name of the capture that its first frame is of, or the file that a note is about."},
		ownHost:    {Name: "host", Type: rows.Text, Doc: "Whose it is: the host that the capture names, else the file, or what --host-by says."},
		ownHostID:  {Name: "host_id", Type: rows.Text, Doc: "The id of that machine, where the capture says it."},
		ownBoot:    {Name: "boot", Type: rows.Text, Doc: "Which boot of it, where the capture says it: 32 hexadecimal digits."},
		ownTime:    {Name: "time", Type: rows.Time, Form: rows.RFC3339N, Doc: time},
	}
}

// member is a column of a table, and the column of a list where its values come from.
type member[T any] struct {
	name   string
	of     string // in the list; as name where empty
	kind   rows.Kind
	narrow bool
	doc    string               // that of the list where empty
	set    func(*rows.Cell, *T) // where the list has none: sets the cell, of the kind, or leaves it
}

// streamColumn is the last one of version 2 of every table.
var streamColumn = rows.Column{Name: "stream", Type: rows.Text, Doc: "Which reading its numbers of frames and processes are of: 16 hexadecimal digits, of how the first frame says that it began."}

// list is a table that has what a command lists: the columns of own, then chosen ones of
// the list, and the stream, under names that SQL leaves free and in the types that events have.
type list[T any] struct {
	schema  rows.Schema
	source  *rows.Columns[T]
	members []member[T] // behind own
	from    []int       // their places in the list, or -1
	read    []int       // those that are there
}

func newList[T any](k Kind, time string, source *rows.Columns[T], members []member[T]) *list[T] {
	l := &list[T]{schema: rows.Schema{Name: k.String(), Columns: own(time)}, source: source, members: members}
	for _, m := range members {
		if m.of == "" {
			m.of = m.name
		}
		at := -1
		if m.set == nil {
			at = source.Place(m.of)
			l.read = append(l.read, at)
		}
		if m.doc == "" {
			m.doc = source.Columns[at].Doc
		}
		c := rows.Column{Name: m.name, Type: m.kind, Narrow: m.narrow, Doc: m.doc}
		if m.kind == rows.Time {
			c.Form = rows.RFC3339N
		}
		l.schema.Columns = append(l.schema.Columns, c)
		l.from = append(l.from, at)
	}
	l.schema.Columns = append(l.schema.Columns, streamColumn)
	return l
}

// maker makes rows of a list's Ts, in memory of its own.
type maker[T any] struct {
	table     *list[T]
	row, read rows.Row
}

// begin returns the row, of which columns of own are to be set. All cells are missing.
func (m *maker[T]) begin(of *list[T]) rows.Row {
	if m.table == nil {
		m.table = of
		m.row, m.read = make(rows.Row, len(of.schema.Columns)), make(rows.Row, len(of.source.Columns))
	}
	for i := range m.row {
		m.row[i].Clear()
	}
	return m.row
}

// fill sets the columns between own and the stream.
func (m *maker[T]) fill(of *T) {
	m.table.source.Fill(m.read, m.table.read, of)
	for i, at := range m.table.from {
		if at < 0 {
			m.table.members[i].set(&m.row[numOwn+i], of)
		} else {
			take(&m.row[numOwn+i], &m.read[at], &m.table.schema.Columns[numOwn+i])
		}
	}
}

// take sets a cell to that of a list. A text of a file is escaped: it stays on its line.
func take(cell, from *rows.Cell, as *rows.Column) {
	switch {
	case !from.Is():
	case from.Kind == rows.Texts:
		if joined := bytes.TrimSuffix(from.Data, []byte{0}); len(joined) > 0 {
			cell.Keep(append(cell.Room(), bytes.ReplaceAll(joined, []byte{0}, []byte{','})...))
		}
	case from.Kind == rows.Text:
		cell.Keep(analysis.Escape(append(cell.Room(), from.Data...), 0))
	case from.Kind == rows.Bytes:
		cell.Keep(append(cell.Room(), from.Data...))
		cell.Kind = rows.Bytes
	default:
		cell.Kind, cell.Num = as.Type, from.Num
	}
}

// setText sets a text that a file has.
func setText(cell *rows.Cell, text string) {
	if text != "" {
		cell.Keep(analysis.Escape(append(cell.Room(), text...), 0))
	}
}
