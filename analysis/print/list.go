package print

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// ListFormats are the names of the formats of a List.
var ListFormats = []string{"text", "fields", "json", "ek", "jsonl", "csv"}

// ListColumn is a column of a list of T.
type ListColumn[T any] struct {
	Name  string // for -e and the head of csv: the key in JSON, exit.code for a nested one
	Title string // in text; a column without a title is not in the table
	Right bool   // numbers stand at the right
	// Append appends the row's cell; nothing where the row has none.
	Append func(dst []byte, row *T) []byte
}

// List writes things that are no frames, in one of ListFormats: a row of a
// table for each, or a JSON object as encoding/json makes it of T.
type List[T any] struct {
	// Colour, if set, returns how a line of text is coloured: an SGR sequence, or
	// nothing.
	Colour func(row *T) string

	columns []ListColumn[T]
	rows    listRows
	asJSON  func(row *T) error // for the JSON formats
	cells   [][]byte
}

// listRows writes rows of cells.
type listRows interface {
	head(titles []string, right []bool) error
	row(cells [][]byte) error
	end() error
}

// NewList starts a list. name is what a thing of the list is called: ek's index
// is named for it. Its error is a *UsageError.
func NewList[T any](w *bufio.Writer, o Options, name string, columns []ListColumn[T]) (*List[T], error) {
	l := &List[T]{}
	var err error
	if l.columns, err = chooseColumns(&o, columns); err != nil {
		return nil, &UsageError{err}
	}
	var names, titles []string
	var right []bool
	for _, c := range l.columns {
		names, titles, right = append(names, c.Name), append(titles, c.Title), append(right, c.Right)
	}
	switch o.Format {
	case "text", "":
		l.rows = &table{w: w, limit: o.Width}
		return l, l.rows.head(titles, right)
	case "fields":
		l.rows = newFieldRows(w, o.Output)
		return l, l.rows.head(names, right)
	case "csv":
		l.rows = &csvRows{out: w, w: csv.NewWriter(struct{ io.Writer }{w})} // hidden, or each row would flush w
		return l, l.rows.head(names, right)
	}
	j := &jsonRows{w: w, format: o.Format, name: name}
	l.rows = j
	l.asJSON = func(row *T) error { return j.object(row) }
	return l, nil
}

// chooseColumns returns the columns that the options ask for.
func chooseColumns[T any](o *Options, all []ListColumn[T]) ([]ListColumn[T], error) {
	var chosen []ListColumn[T]
	var names []string
	for _, c := range all {
		names = append(names, c.Name)
		if c.Title != "" || o.Format == "csv" {
			chosen = append(chosen, c)
		}
	}
	switch o.Format {
	case "", "text", "csv":
	case "json", "ek", "jsonl":
		if len(o.Fields) > 0 {
			return nil, fmt.Errorf("-e goes with -T text, fields and csv; -T %s has a fixed form", o.Format)
		}
		return nil, nil
	case "fields":
		if len(o.Fields) == 0 {
			return nil, fmt.Errorf("-T fields needs at least one -e NAME: one of %s", strings.Join(names, ", "))
		}
	default:
		return nil, fmt.Errorf("unknown format %q: one of %s", o.Format, strings.Join(ListFormats, ", "))
	}
	if len(o.Fields) == 0 {
		return chosen, nil
	}
	chosen = nil
next:
	for _, name := range o.Fields {
		for _, c := range all {
			if c.Name == name {
				if c.Title == "" {
					c.Title = c.Name
				}
				chosen = append(chosen, c)
				continue next
			}
		}
		return nil, fmt.Errorf("unknown column %q: one of %s", name, strings.Join(names, ", "))
	}
	return chosen, nil
}

// Row writes one thing. Its errors are those of the io.Writer.
func (l *List[T]) Row(row *T) error {
	if l.asJSON != nil {
		return l.asJSON(row)
	}
	for len(l.cells) < len(l.columns) {
		l.cells = append(l.cells, nil)
	}
	for i := range l.columns {
		l.cells[i] = l.columns[i].Append(l.cells[i][:0], row)
	}
	if t, ok := l.rows.(*table); ok && l.Colour != nil {
		t.colour = l.Colour(row)
	}
	return l.rows.row(l.cells)
}

// End writes what closes the list, after the last row.
func (l *List[T]) End() error { return l.rows.end() }
