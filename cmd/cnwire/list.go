package main

import (
	"bufio"
	"os"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/screen"
)

// listFlags are how a list of things that are no frames is written.
type listFlags struct {
	Format string   `short:"T" placeholder:"FORMAT" default:"text" help:"Format: text, fields, json, ek, jsonl or csv${graphs}."`
	Fields []string `short:"e" name:"field" type:"names" placeholder:"NAME,…" help:"Text, fields, csv: columns to write; with commas between them, or once for each."`
	formFlags
	widthFlags
	Sort string `placeholder:"COLUMN" help:"Sort by a column; --sort=-COLUMN is the other way round."`

	colour func(rows.Row) string // of lines of text
	frames func(uint64)          // takes those that rows are of, in place of the output
}

// tellHosts says that rows do not tell hosts apart.
func tellHosts() {
	warn("another host came behind the first row, where csv cannot get a column any more: -e host is one")
}

// writer returns what writes the rows.
func (l *listFlags) writer(w *bufio.Writer, several func() bool) (*rows.Writer, error) {
	width, err := l.columns(l.Format == "text")
	if err != nil {
		return nil, err
	}
	o := rows.Options{Format: l.Format, Fields: l.Fields, Sort: l.Sort, Width: width, Colour: l.colour, RawCSV: l.RawCSV, Several: several, Unsaid: tellHosts, Frames: l.frames}
	if err := l.set(&o.Output, l.Format); err != nil {
		return nil, err
	}
	out, err := rows.New(w, o)
	if err != nil {
		return nil, usage("%w", err)
	}
	return out, nil
}

// newList starts a list.
func newList[T any](l *listFlags, w *bufio.Writer, several func() bool, columns *rows.Columns[T]) (*rows.List[T], error) {
	out, err := l.writer(w, several)
	if err != nil {
		return nil, err
	}
	if l.Sort != "" {
		collectEarly(50) // of 1 GB ps would take 72 MB
	}
	list, err := rows.NewList(out, columns)
	if err != nil {
		return nil, usage("%w", err)
	}
	return list, nil
}

// widthFlags say how wide text is.
type widthFlags struct {
	Width string `placeholder:"N" help:"Text: columns of a line at most; what has no room goes on below. 0 is any number. By default the terminal's."`
}

// columns returns them; 0 is any number.
func (w *widthFlags) columns(text bool) (int, error) {
	n, err := screen.Columns(w.Width, os.Stdout)
	switch {
	case err != nil:
		return 0, usage("--width: %w", err)
	case w.Width != "" && !text:
		return 0, usage("--width goes with -T text")
	}
	return n, nil
}
