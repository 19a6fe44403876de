package rows

import "slices"

// printed is a row as a form prints it, before it is known where it stands. It keeps its memory
// from row to row.
type printed struct {
	text   []byte   // its line or its object; of a table its cells, one behind the other
	cells  []piece  // of a table
	colour string   // and its line's
	frames []uint64 // where nothing is written
	room   []byte   // for a cell that becomes part of text
}

// piece is the text of a cell: where it is, and how many columns it has.
type piece struct{ from, to, wide int }

// cell is the text of one.
func (p *printed) cell(i int) []byte { return p.text[p.cells[i].from:p.cells[i].to] }

// add adds a cell: what text has more than before.
func (p *printed) add(text []byte, wide int) {
	p.cells = append(p.cells, piece{len(p.text), len(text), wide})
	p.text = text
}

func (p *printed) clone() printed {
	return printed{text: slices.Clone(p.text), cells: slices.Clone(p.cells), colour: p.colour}
}
