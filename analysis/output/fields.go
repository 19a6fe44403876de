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

	// What a frame with the bytes of the one before prints again: columns that are OfBytes, those next
	// to each other at once.
	runs   []int  // by column: how many such begin there, where the one before it is none
	ends   []int  // where the columns of line end
	before []byte // the line before it, while line is made
	behind analysis.Behind
}

func newFieldPrinter(w *bufio.Writer, fields []*analysis.Field, o rows.FieldOutput) *fieldPrinter {
	p := &fieldPrinter{w: w, fields: fields, occurrence: o.Occurrence, ends: make([]int, len(fields))}
	p.separator, p.aggregator, p.quote = o.Start(w, names(fields))
	p.runs = make([]int, len(fields))
	for i, first := 0, 0; i < len(fields); i++ {
		if !fields[i].OfBytes() {
			first = i + 1
			continue
		}
		p.runs[first]++
	}
	return p
}

func (p *fieldPrinter) Frame(f *analysis.Frame) error {
	same := p.behind.Same(f)
	p.line, p.before = p.before[:0], p.line
	from := 0 // of the column, in before
	for i := 0; i < len(p.fields); i++ {
		if i > 0 {
			p.line = append(p.line, p.separator...)
		}
		if n := p.runs[i]; same && n > 0 {
			last := i + n - 1
			moved, to := len(p.line)-from, p.ends[last]
			p.line = append(p.line, p.before[from:to]...)
			for ; i < last; i++ {
				p.ends[i] += moved
			}
			from, p.ends[i] = to+len(p.separator), len(p.line)
			continue
		}
		p.column(f, p.fields[i])
		from, p.ends[i] = p.ends[i]+len(p.separator), len(p.line)
	}
	p.line = append(p.line, '\n')
	_, err := p.w.Write(p.line)
	return err
}

// column appends a column to the line.
func (p *fieldPrinter) column(f *analysis.Frame, fd *analysis.Field) {
	if p.quote == "" {
		var ok bool
		if p.line, ok = fd.AppendOnly(f, p.line); ok {
			return
		}
	}
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
