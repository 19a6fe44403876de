package print

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// FieldOutput is how -T fields writes, as tshark -E has it.
type FieldOutput struct {
	Header     bool
	BOM        bool
	Separator  string // between fields; a tab when empty
	Aggregator string // between the values of one field; a comma when empty
	Occurrence byte   // 'f' first, 'l' last, 'a' or 0 all
	Quote      byte   // 'd' double, 's' single, 'n' or 0 none
}

// FieldOptions is what -E takes, for help and errors.
const FieldOptions = "header=y|n, separator=CHAR|/t|/s, aggregator=CHAR|/t|/s, occurrence=f|l|a, quote=d|s|n, bom=y|n"

// Set sets one option, written NAME=VALUE.
func (o *FieldOutput) Set(option string) error {
	name, value, ok := strings.Cut(option, "=")
	bad := fmt.Errorf("-E %s: the options are %s", option, FieldOptions)
	if !ok {
		return bad
	}
	switch name {
	case "header", "bom":
		yes := strings.EqualFold(value, "y")
		if !yes && !strings.EqualFold(value, "n") {
			return bad
		}
		if name == "header" {
			o.Header = yes
		} else {
			o.BOM = yes
		}
	case "separator", "aggregator":
		c, ok := character(value)
		if !ok {
			return bad
		}
		if name == "separator" {
			o.Separator = c
		} else {
			o.Aggregator = c
		}
	case "occurrence":
		if len(value) != 1 || !strings.Contains("fla", value) {
			return bad
		}
		o.Occurrence = value[0]
	case "quote":
		if len(value) != 1 || !strings.Contains("dsn", value) {
			return bad
		}
		o.Quote = value[0]
	default:
		return bad
	}
	return nil
}

// character reads one character, /t or /s.
func character(s string) (string, bool) {
	switch {
	case s == "/t":
		return "\t", true
	case s == "/s":
		return " ", true
	}
	return s, len([]rune(s)) == 1
}

// fieldPrinter writes a line of chosen fields for each frame.
type fieldPrinter struct {
	w      *bufio.Writer
	fields []*analysis.Field
	o      FieldOutput
	quote  string
	line   []byte
	values []analysis.Value
}

func newFieldPrinter(w *bufio.Writer, fields []*analysis.Field, o FieldOutput) (*fieldPrinter, error) {
	if o.Separator == "" {
		o.Separator = "\t"
	}
	if o.Aggregator == "" {
		o.Aggregator = ","
	}
	p := &fieldPrinter{w: w, fields: fields, o: o}
	switch o.Quote {
	case 'd':
		p.quote = `"`
	case 's':
		p.quote = "'"
	}
	if o.BOM {
		w.WriteString("\ufeff")
	}
	if o.Header {
		for i, fd := range fields {
			if i > 0 {
				w.WriteString(o.Separator)
			}
			w.WriteString(fd.Name)
		}
		w.WriteByte('\n')
	}
	return p, nil
}

func (p *fieldPrinter) Frame(f *analysis.Frame) error {
	line := p.line[:0]
	for i, fd := range p.fields {
		if i > 0 {
			line = append(line, p.o.Separator...)
		}
		p.values = fd.Values(f, p.values[:0])
		values := p.values
		if len(values) == 0 {
			continue
		}
		switch p.o.Occurrence {
		case 'f':
			values = values[:1]
		case 'l':
			values = values[len(values)-1:]
		}
		line = append(line, p.quote...)
		for j := range values {
			if j > 0 {
				line = append(line, p.o.Aggregator...)
			}
			n := len(line)
			line = values[j].Append(line)
			if values[j].Text != "" {
				line = escape(line, n)
			}
		}
		line = append(line, p.quote...)
	}
	p.line = append(line, '\n')
	_, err := p.w.Write(p.line)
	return err
}

func (p *fieldPrinter) End() error { return nil }

// escape keeps what stands behind the first n bytes on its line, and away from
// the terminal.
func escape(line []byte, n int) []byte { return analysis.Escape(line, n) }
