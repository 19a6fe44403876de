package rows

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

// Start returns the separators and the quote as they are written, behind the
// mark and the line of names that the options ask for.
func (o *FieldOutput) Start(w *bufio.Writer, names []string) (separator, aggregator, quote string) {
	separator, aggregator = o.Separator, o.Aggregator
	if separator == "" {
		separator = "\t"
	}
	if aggregator == "" {
		aggregator = ","
	}
	switch o.Quote {
	case 'd':
		quote = `"`
	case 's':
		quote = "'"
	}
	if o.BOM {
		w.WriteString("\ufeff")
	}
	if o.Header {
		w.WriteString(strings.Join(names, separator) + "\n")
	}
	return separator, aggregator, quote
}

// lines writes a line of cells with a separator between them, as -E says.
type lines struct {
	w                            *bufio.Writer
	o                            FieldOutput
	separator, aggregator, quote string
	columns                      []Column
	places                       []int
}

func (l *lines) head(s *Schema, places []int) error {
	l.columns, l.places = s.Columns, places
	l.separator, l.aggregator, l.quote = l.o.Start(l.w, s.namesAt(places))
	return nil
}

func (l *lines) print(p *printed, r Row) {
	line := p.text[:0]
	for i, at := range l.places {
		if i > 0 {
			line = append(line, l.separator...)
		}
		start := len(line)
		line = append(line, l.quote...)
		n := len(line)
		if r[at].Kind == Texts {
			line = l.texts(line, &r[at])
		} else {
			line = r[at].escaped(r[at].Append(line, &l.columns[at]), n)
		}
		if len(line) == n {
			line = line[:start] // nothing is not quoted
			continue
		}
		line = append(line, l.quote...)
	}
	p.text = append(line, '\n')
}

func (l *lines) write(p *printed) error {
	_, err := l.w.Write(p.text)
	return err
}

// texts appends as many of a list as -E asks for.
func (l *lines) texts(line []byte, c *Cell) []byte {
	start := len(line)
	for item := range c.items {
		switch {
		case l.o.Occurrence == 'l':
			line = line[:start]
		case len(line) > start && l.o.Occurrence == 'f':
			return line
		case len(line) > start:
			line = append(line, l.aggregator...)
		}
		n := len(line)
		line = analysis.Escape(append(line, item...), n)
	}
	return line
}

func (l *lines) end() error { return nil }
