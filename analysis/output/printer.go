package output

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pdml"
	"github.com/cnwire/cnwire/analysis/rows"
)

// Printer writes frames in one format.
type Printer interface {
	// Frame writes one frame. Its errors are those of the io.Writer.
	Frame(f *analysis.Frame) error
	// End writes what closes the output, after the last frame.
	End() error
}

// Formats returns the names of all formats, as -T takes them.
func Formats() []string { return strings.Fields("text fields json ek jsonl csv pdml psml") }

// Options say what is written, and how.
type Options struct {
	Format  string           // one of Formats()
	Columns analysis.Columns // the form of the time, names or numbers
	Tree    bool             // text: the tree of each frame, not its line
	Hex     bool             // text: a hex dump of each frame
	Color   bool             // text: ANSI colours
	Width   int              // text: no line has more columns, what has no room goes on below; 0 for any number
	Fields  []string         // fields, csv, json, ek, pdml: the fields to write
	Output  rows.FieldOutput // fields: how
	RawCSV  bool             // csv: texts that a spreadsheet would calculate stay as they are
}

// New returns the printer for o. Its error is about options that make no sense.
func New(w *bufio.Writer, o Options) (Printer, error) {
	fields, err := lookup(&o)
	if err != nil {
		return nil, err
	}
	switch o.Format {
	case "text", "":
		if len(fields) > 0 {
			return nil, fmt.Errorf("-e goes with -T fields, csv, json, ek or pdml")
		}
		return &textPrinter{w: w, o: o}, nil
	case "fields":
		if len(fields) == 0 {
			return nil, fmt.Errorf("-T fields needs at least one -e NAME; `cnwire fields` lists the names")
		}
		return newFieldPrinter(w, fields, o.Output), nil
	case "csv":
		return newCSVPrinter(w, fields, &o), nil
	case "json":
		return &jsonPrinter{layered: newLayered(w, fields, asIs, asIs)}, nil
	case "ek":
		return &ekPrinter{newLayered(w, fields, ekKey, underscores)}, nil
	case "pdml":
		return pdml.New(w, fields), nil
	case "jsonl", "psml":
		if len(fields) > 0 {
			return nil, fmt.Errorf("-T %s has a fixed form and takes no -e", o.Format)
		} else if o.Format == "psml" {
			return pdml.NewList(w, o.Columns), nil
		}
		return &jsonlPrinter{w: w}, nil
	}
	return nil, fmt.Errorf("unknown format %q: one of %s", o.Format, strings.Join(Formats(), ", "))
}

// lookup finds the fields that the options name.
func lookup(o *Options) ([]*analysis.Field, error) {
	var fields []*analysis.Field
	for _, name := range o.Fields {
		fd, err := o.Columns.Lookup(name)
		if err != nil {
			return nil, err
		}
		fields = append(fields, fd)
	}
	return fields, nil
}
