package output

import (
	"bufio"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
)

// fieldPrinter writes a line of chosen fields for each frame.
type fieldPrinter struct {
	w                            *bufio.Writer
	occurrence                   byte
	separator, aggregator, quote string
	plain                        bool // all occurrences, without quotes
	values                       []analysis.Value

	parts        []part
	line, before []byte // the line, and the one before it
	behind       analysis.Behind
}

// part are columns next to each other, of which a frame with the bytes of the one before prints
// all again, or has to print each anew.
type part struct {
	again  bool
	fields []*analysis.Field
	end    int // where they end in the line before
}

func newFieldPrinter(w *bufio.Writer, fields []*analysis.Field, o rows.FieldOutput) *fieldPrinter {
	p := &fieldPrinter{w: w, occurrence: o.Occurrence}
	p.separator, p.aggregator, p.quote = o.Start(w, names(fields))
	p.plain = p.quote == "" && p.occurrence != 'f' && p.occurrence != 'l'
	for _, fd := range fields {
		if n := len(p.parts); n == 0 || p.parts[n-1].again != fd.OfBytes() {
			p.parts = append(p.parts, part{again: fd.OfBytes()})
		}
		last := &p.parts[len(p.parts)-1]
		last.fields = append(last.fields, fd)
	}
	return p
}

func (p *fieldPrinter) Frame(f *analysis.Frame) error {
	same := p.behind.Same(f)
	line, before := p.before[:0], p.line
	from := 0 // of the part, in before
	for i := range p.parts {
		if i > 0 {
			line = p.separate(line)
		}
		of := &p.parts[i]
		to := of.end
		if same && of.again {
			line = append(line, before[from:to]...)
		} else {
			line = p.columns(f, of.fields, line)
		}
		from, of.end = to+len(p.separator), len(line)
	}
	p.line, p.before = append(line, '\n'), before
	_, err := p.w.Write(p.line)
	return err
}

// separate appends what is between columns, most often one byte, which is no call then.
func (p *fieldPrinter) separate(line []byte) []byte {
	if len(p.separator) == 1 {
		return append(line, p.separator[0])
	}
	return append(line, p.separator...)
}

// columns appends columns to the line.
func (p *fieldPrinter) columns(f *analysis.Frame, fields []*analysis.Field, line []byte) []byte {
	for i, fd := range fields {
		if i > 0 {
			line = p.separate(line)
		}
		if p.plain {
			var ok bool
			if line, ok = fd.AppendValues(f, line, p.aggregator); ok {
				continue
			}
		}
		line = p.column(f, fd, line)
	}
	return line
}

// column appends a column that is more than numbers, or not all of them.
func (p *fieldPrinter) column(f *analysis.Frame, fd *analysis.Field, line []byte) []byte {
	p.values = fd.Values(f, p.values[:0])
	values := p.values
	if len(values) == 0 {
		return line
	}
	switch p.occurrence {
	case 'f':
		values = values[:1]
	case 'l':
		values = values[len(values)-1:]
	}
	line = appendValues(append(line, p.quote...), values, p.aggregator)
	return append(line, p.quote...)
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
