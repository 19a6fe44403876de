package output

import (
	"bufio"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/parallel"
)

// textPrinter writes a line for each frame, or its tree, and a hex dump.
type textPrinter struct {
	w              *bufio.Writer
	o              Options
	line           []byte
	cell           []byte
	indent         []byte
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

// writeLine writes the columns, aligned. Where the terminal is too narrow the last
// one, Info, goes on below.
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
		last := i == len(columns)-1
		if c.Right || last && p.o.Width > 0 {
			p.cell = c.Append(&p.o.Columns, p.cell[:0], f)
		}
		switch begin := len(line); {
		case last && p.o.Width > 0:
			line = p.info(line)
		case last: // Info needs no room behind it
			line = c.Append(&p.o.Columns, line, f)
		case c.Right:
			line = append(fit.Spaces(line, p.room(i, c, len(p.cell))), p.cell...)
		default:
			line = c.Append(&p.o.Columns, line, f)
			line = fit.Spaces(line, p.room(i, c, len(line)-begin))
		}
	}
	p.line = append(line, '\n')
	c := ""
	if p.o.Color {
		c = colourOf(f)
	}
	fit.WriteColoured(p.w, p.line, c, colourReset)
}

// room is how many blanks a cell needs beside it. A column that once needed more room
// keeps it.
func (p *textPrinter) room(i int, c *analysis.Column, cell int) int {
	p.Wide[i] = max(p.Wide[i], c.Width, cell)
	return p.Wide[i] - cell
}

// info appends the last cell, and lines below for what has no room. A line that is
// full before it begins is broken as a text.
func (p *textPrinter) info(line []byte) []byte {
	before := fit.Width(line)
	if before > p.o.Width {
		p.indent = fit.Spaces(p.indent[:0], fit.Indent)
		return fit.Below(nil, append(line, p.cell...), p.indent, p.o.Width)
	}
	p.indent = fit.Spaces(p.indent[:0], before)
	return fit.Below(line, p.cell, p.indent, p.o.Width)
}
