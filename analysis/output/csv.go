package output

import (
	"bufio"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/parallel"
	"github.com/cnwire/cnwire/analysis/rows"
)

// csvPrinter writes RFC 4180's form: a line of names, and a line of chosen
// fields for each frame, several values of a field joined by commas. Controls
// are escaped as -T fields has them, line ends too: a row is a line. A text that
// a spreadsheet would calculate has a quote before it.
type csvPrinter struct {
	w          *bufio.Writer
	raw        bool
	fields     []*analysis.Field
	one        []*analysis.Field // the same where there is one host
	chosen     bool              // by the user
	line, cell []byte
	values     []analysis.Value
	parallel.State
}

// newCSVPrinter makes one. Without fields the columns of the text stand for them.
func newCSVPrinter(w *bufio.Writer, fields []*analysis.Field, o *Options) *csvPrinter {
	p := &csvPrinter{w: w, raw: o.RawCSV, fields: fields, chosen: len(fields) > 0}
	if !p.chosen {
		p.fields = o.Columns.Fields()
	}
	p.one = slices.DeleteFunc(slices.Clone(p.fields), func(fd *analysis.Field) bool { return !p.chosen && fd.Name == "_ws.col.Host" })
	return p
}

// begin writes the line of names. That of the host is there if there are several
// by then.
func (p *csvPrinter) begin(several bool) error {
	if p.Begun {
		return nil
	}
	p.Begun, p.Hosts = true, several
	return rows.WriteCSV(p.w, names(p.columns()))
}

// columns are the fields that lines have.
func (p *csvPrinter) columns() []*analysis.Field {
	if p.Hosts {
		return p.fields
	}
	return p.one
}

func names(fields []*analysis.Field) []string {
	var names []string
	for _, fd := range fields {
		names = append(names, fd.Name)
	}
	return names
}

func (p *csvPrinter) Frame(f *analysis.Frame) error {
	if err := p.begin(f.Host.Several()); err != nil {
		return err
	}
	line := p.line[:0]
	for i, fd := range p.columns() {
		if i > 0 {
			line = append(line, ',')
		}
		p.values = fd.Values(f, p.values[:0])
		p.cell = appendValues(p.cell[:0], p.values, ",")
		if fd.Kind == analysis.Text && !p.raw && fd.Name != "_ws.col.Time" { // which may be negative
			p.cell = rows.Disarm(p.cell)
		}
		line = rows.AppendCSV(line, p.cell)
	}
	p.line = line
	return rows.EndCSV(p.w, line)
}

func (p *csvPrinter) End() error { return p.begin(false) }
