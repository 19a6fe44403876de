package print

import (
	"bufio"
	"encoding/csv"
	"io"

	"github.com/cnwire/cnwire/analysis"
)

// csvPrinter writes RFC 4180's form: a line of names, and a line of chosen
// fields for each frame, several values of a field joined by commas. Controls
// are escaped as -T fields has them, line ends too: a row is a line.
type csvPrinter struct {
	rows   csvRows
	fields []*analysis.Field
	cells  [][]byte
	values []analysis.Value
}

// newCSVPrinter starts with the line of names. Without fields the columns of
// the text stand for them.
func newCSVPrinter(w *bufio.Writer, fields []*analysis.Field, c *analysis.Columns) (*csvPrinter, error) {
	if len(fields) == 0 {
		fields = c.Fields()
	}
	p := &csvPrinter{
		rows:   csvRows{out: w, w: csv.NewWriter(struct{ io.Writer }{w})},
		fields: fields,
		cells:  make([][]byte, len(fields)),
	}
	var names []string
	for _, fd := range fields {
		names = append(names, fd.Name)
	}
	return p, p.rows.head(names, nil)
}

func (p *csvPrinter) Frame(f *analysis.Frame) error {
	for i, fd := range p.fields {
		p.values = fd.Values(f, p.values[:0])
		cell := p.cells[i][:0]
		for j := range p.values {
			if j > 0 {
				cell = append(cell, ',')
			}
			n := len(cell)
			cell = p.values[j].Append(cell)
			if p.values[j].Text != "" {
				cell = escape(cell, n)
			}
		}
		p.cells[i] = cell
	}
	return p.rows.row(p.cells)
}

func (p *csvPrinter) End() error { return nil }
