package output

import (
	"bufio"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
)

// fieldPrinter writes a line of chosen fields for each frame.
type fieldPrinter struct {
	w                            *bufio.Writer
	fields                       []*analysis.Field
	occurrence                   byte
	separator, aggregator, quote string
	line                         []byte
	values                       []analysis.Value
}

func newFieldPrinter(w *bufio.Writer, fields []*analysis.Field, o rows.FieldOutput) *fieldPrinter {
	p := &fieldPrinter{w: w, fields: fields, occurrence: o.Occurrence}
	p.separator, p.aggregator, p.quote = o.Start(w, names(fields))
	return p
}

func (p *fieldPrinter) Frame(f *analysis.Frame) error {
	line := p.line[:0]
	for i, fd := range p.fields {
		if i > 0 {
			line = append(line, p.separator...)
		}
		p.values = fd.Values(f, p.values[:0])
		values := p.values
		if len(values) == 0 {
			continue
		}
		switch p.occurrence {
		case 'f':
			values = values[:1]
		case 'l':
			values = values[len(values)-1:]
		}
		line = appendValues(append(line, p.quote...), values, p.aggregator)
		line = append(line, p.quote...)
	}
	p.line = append(line, '\n')
	_, err := p.w.Write(p.line)
	return err
}

func (p *fieldPrinter) End() error { return nil }

// appendValues appends values so that they stay on their line, and away from
// the terminal.
func appendValues(line []byte, values []analysis.Value, aggregator string) []byte {
	for i := range values {
		if i > 0 {
			line = append(line, aggregator...)
		}
		n := len(line)
		line = values[i].Append(line)
		if values[i].Text != "" {
			line = analysis.Escape(line, n)
		}
	}
	return line
}
