package print

import (
	"bufio"
	"bytes"
	"unicode/utf8"
)

// tableLook is how many rows decide how wide the columns are. Later rows that
// need more room widen them from there on.
const tableLook = 1000

// table writes rows with aligned columns, under a line of titles.
type table struct {
	w      *bufio.Writer
	limit  int // lines are cut at so many columns; 0 for never
	right  []bool
	wide   []int
	held   []heldRow // that wait until the widths are known
	colour string    // of the next row
	flowed bool
	line   []byte
}

// heldRow is a row that waits.
type heldRow struct {
	cells  [][]byte
	colour string
}

func (t *table) head(titles []string, right []bool) error {
	t.right, t.wide = right, make([]int, len(titles))
	cells := make([][]byte, len(titles))
	for i, title := range titles {
		cells[i] = []byte(title)
	}
	return t.row(cells)
}

func (t *table) row(cells [][]byte) error {
	for i, c := range cells {
		t.wide[i] = max(t.wide[i], utf8.RuneCount(c))
	}
	if t.flowed {
		return t.write(cells, t.colour)
	}
	kept := make([][]byte, len(cells))
	for i, c := range cells {
		kept[i] = append([]byte(nil), c...)
	}
	if t.held = append(t.held, heldRow{kept, t.colour}); len(t.held) < tableLook {
		return nil
	}
	return t.flow()
}

// flow writes the rows that waited.
func (t *table) flow() error {
	t.flowed = true
	for _, h := range t.held {
		if err := t.write(h.cells, h.colour); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

// write writes a line. The last column has no blanks behind it, and is the one
// that a narrow terminal cuts.
func (t *table) write(cells [][]byte, colour string) error {
	line := t.line[:0]
	for i, c := range cells {
		if i > 0 {
			line = append(line, "  "...)
		}
		pad := t.wide[i] - utf8.RuneCount(c)
		if t.right[i] {
			line = appendSpaces(line, pad)
		}
		line = append(line, c...)
		if !t.right[i] && i < len(cells)-1 {
			line = appendSpaces(line, pad)
		}
	}
	line = cut(bytes.TrimRight(line, " "), t.limit) // the last cell may be empty
	if colour != "" {
		line = append(append([]byte(colour), line...), colourReset...)
	}
	t.line = append(line, '\n')
	_, err := t.w.Write(t.line)
	return err
}

// end writes what waits. A table without a row has no titles either.
func (t *table) end() error {
	if !t.flowed && len(t.held) > 1 {
		return t.flow()
	}
	return nil
}
