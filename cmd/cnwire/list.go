package main

import (
	"bufio"
	"os"

	"golang.org/x/term"

	"github.com/cnwire/cnwire/analysis/print"
)

// listFlags are how a list of things that are no frames is written.
type listFlags struct {
	Format string   `short:"T" placeholder:"FORMAT" default:"text" help:"Format: text, fields, json, ek, jsonl or csv."`
	Fields []string `short:"e" name:"field" sep:"none" placeholder:"NAME" help:"Text, fields, csv: a column to write; once for each."`
	Option []string `short:"E" name:"option" sep:"none" placeholder:"NAME=VALUE" help:"Fields: ${fieldoptions}."`
}

// newList starts a list of what name calls its things.
func newList[T any](l *listFlags, w *bufio.Writer, name string, columns []print.ListColumn[T]) (*print.List[T], error) {
	o := print.Options{Format: l.Format, Fields: l.Fields}
	if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		o.Width = width
	}
	for _, e := range l.Option {
		if err := o.Output.Set(e); err != nil {
			return nil, usage("%w", err)
		}
	}
	if len(l.Option) > 0 && l.Format != "fields" {
		return nil, usage("-E goes with -T fields")
	}
	return print.NewList(w, o, name, columns)
}
