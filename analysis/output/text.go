package output

import (
	"bufio"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/parallel"
	"github.com/cnwire/cnwire/analysis/rows"
)

// textPrinter writes a line for each frame, or its tree, and a hex dump.
type textPrinter struct {
	w              *bufio.Writer
	o              Options
	line           []byte
	cell           []byte
	tree           []analysis.Node
	parallel.State // what each column needed so far, so that lines stay aligned
}

func (p *textPrinter) Frame(f *analysis.Frame) error {
	if p.o.Tree {
		p.writeTree(f)
	} else {
		p.writeLine(f)
	}
	if p.o.Hex {
		writeHex(p.w, f.Data)
	}
	if p.o.Tree || p.o.Hex {
		p.w.WriteByte('\n')
	}
	_, err := p.w.Write(nil) // a bufio.Writer keeps its first error
	return err
}

func (p *textPrinter) End() error { return nil }

// writeLine writes the columns, aligned. Only the last one, Info, is cut when
// the terminal is too narrow: numbers that lost digits would mislead.
func (p *textPrinter) writeLine(f *analysis.Frame) {
	line := p.line[:0]
	columns := analysis.AllColumns()
	for i := range columns {
		c := &columns[i]
		if c.Hosts && !f.Host.Several() {
			continue
		}
		if i > 0 {
			line = append(line, ' ')
		}
		p.cell = c.Append(&p.o.Columns, p.cell[:0], f)
		pad := p.width(i) - len(p.cell)
		if c.Right {
			line = appendSpaces(line, pad)
		}
		line = append(line, p.cell...)
		if !c.Right {
			line = appendSpaces(line, pad)
		}
	}
	p.line = rows.Cut(line, p.o.Width)
	c := ""
	if p.o.Color {
		c = colourOf(f)
	}
	p.w.WriteString(c)
	p.w.Write(p.line)
	if c != "" {
		p.w.WriteString(colourReset)
	}
	p.w.WriteByte('\n')
}

// width returns how wide column i is for the cell at hand. A column that once
// needed more room keeps it; Info is the last and needs none.
func (p *textPrinter) width(i int) int {
	if i == len(analysis.AllColumns())-1 {
		return 0
	}
	p.Wide[i] = max(p.Wide[i], analysis.AllColumns()[i].Width, len(p.cell))
	return p.Wide[i]
}

func appendSpaces(b []byte, n int) []byte {
	for ; n > 0; n-- {
		b = append(b, ' ')
	}
	return b
}
