package rows

import "fmt"

// Field is a column of a list of Ts, and where its values come from.
type Field[T any] struct {
	Column
	// Set sets the cell, which is a missing one before.
	Set func(c *Cell, of *T)
}

// Columns is all that is to know of how Ts are listed.
type Columns[T any] struct {
	Schema
	set []func(*Cell, *T)
}

// Define makes Columns. name is what a T is called; objects names the columns
// that JSON has, in their order.
func Define[T any](name string, objects []string, fields []Field[T]) *Columns[T] {
	c := &Columns[T]{Schema: Schema{Name: name, Objects: objects}}
	for _, f := range fields {
		c.Columns = append(c.Columns, f.Column)
		c.set = append(c.set, f.Set)
	}
	return c
}

// Fill sets the cells of a row at the places.
func (c *Columns[T]) Fill(row Row, places []int, of *T) {
	for _, i := range places {
		row[i].Clear()
		c.set[i](&row[i], of)
	}
}

// AppendJSON appends an object on one line.
func (c *Columns[T]) AppendJSON(dst []byte, of *T) []byte {
	row := make(Row, len(c.Columns))
	c.Fill(row, c.objects(), of)
	return c.Schema.AppendJSON(dst, row)
}

// List lists Ts.
type List[T any] struct {
	w       *Writer
	columns *Columns[T]
	row     Row
	places  []int // of the cells that are read
	beside  *beside[T]
}

// NewList starts a list. Its error is the user's: an option that makes no sense.
func NewList[T any](w *Writer, columns *Columns[T]) (*List[T], error) {
	if key := w.o.Sort; key != "" {
		if err := columns.Sorts(key); err != nil {
			return nil, fmt.Errorf("--sort: %w", err)
		}
	}
	if err := w.Start(&columns.Schema); err != nil {
		return nil, err
	}
	return &List[T]{w: w, columns: columns, row: make(Row, len(columns.Columns)), places: w.Places()}, nil
}

// Row writes one. Its errors are those of the io.Writer.
func (l *List[T]) Row(of *T) error {
	if l.beside != nil {
		return l.beside.add(of)
	}
	l.columns.Fill(l.row, l.places, of)
	return l.w.Row(l.row)
}

// Rows is how many were listed.
func (l *List[T]) Rows() uint64 { return l.w.Rows }

// End writes what closes the list.
func (l *List[T]) End() error { return l.w.End() }
