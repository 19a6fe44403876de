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

	// What a frame with the bytes of the one before prints again.
	ends   []int  // where the columns of line end
	before []byte // the line before it, while line is made
	behind analysis.Behind
}

func newFieldPrinter(w *bufio.Writer, fields []*analysis.Field, o rows.FieldOutput) *fieldPrinter {
	p := &fieldPrinter{w: w, fields: fields, occurrence: o.Occurrence, ends: make([]int, len(fields))}
	p.separator, p.aggregator, p.quote = o.Start(w, names(fields))
	return p
}

func (p *fieldPrinter) Frame(f *analysis.Frame) error {
	same := p.behind.Same(f)
	p.line, p.before = p.before[:0], p.line
	from := 0 // of the column, in before
	for i, fd := range p.fields {
		if i > 0 {
			p.line = append(p.line, p.separator...)
		}
		if same && fd.OfBytes() {
			p.line = append(p.line, p.before[from:p.ends[i]]...)
		} else {
			p.column(f, fd)
		}
		from, p.ends[i] = p.ends[i]+len(p.separator), len(p.line)
	}
	p.line = append(p.line, '\n')
	_, err := p.w.Write(p.line)
	return err
}

// column appends a column to the line.
func (p *fieldPrinter) column(f *analysis.Frame, fd *analysis.Field) {
	p.values = fd.Values(f, p.values[:0])
	values := p.values
	if len(values) == 0 {
		return
	}
	switch p.occurrence {
	case 'f':
		values = values[:1]
	case 'l':
		values = values[len(values)-1:]
	}
	p.line = appendValues(append(p.line, p.quote...), values, p.aggregator)
	p.line = append(p.line, p.quote...)
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
