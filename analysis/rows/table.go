package rows

import (
	"bufio"
	"bytes"
	"slices"
	"unicode/utf8"
)

// tableLook is how many rows decide how wide the columns are. Later rows that
// need more room widen them from there on.
const tableLook = 1000

// tableWide is how wide a column becomes at most, in which any name of a program
// has room: a longer text stands out of it, and makes no other row longer.
const tableWide = 64

// table writes rows with aligned columns, under a line of titles.
type table struct {
	w       *bufio.Writer
	limit   int // lines are cut at so many columns; 0 for never
	colour  func(Row) string
	columns []Column
	places  []int
	cells   [][]byte
	wide    []int
	titles  [][]byte
	held    []heldRow // that wait until the widths are known
	flowed  bool
	line    []byte
	several func() bool
	asked   bool   // for these columns
	shown   []bool // by place: the column stands
}

// heldRow is a row that waits.
type heldRow struct {
	cells  [][]byte
	colour string
}

func (t *table) head(s *Schema, places []int) error {
	t.columns, t.places = s.Columns, places
	t.cells, t.wide = make([][]byte, len(places)), make([]int, len(places))
	t.shown = make([]bool, len(places))
	t.held, t.flowed = t.held[:0], false
	for i, at := range places {
		t.cells[i] = []byte(t.columns[at].Title)
		if len(t.cells[i]) == 0 {
			t.cells[i] = []byte(t.columns[at].Name)
		}
	}
	t.titles = slices.Clone(t.cells)
	for i := range t.cells {
		t.cells[i] = bytes.Clone(t.cells[i])
	}
	return t.take("")
}

func (t *table) row(r Row) error {
	colour := ""
	if t.colour != nil {
		colour = t.colour(r)
	}
	for i, at := range t.places {
		t.cells[i] = r[at].AppendHuman(t.cells[i][:0], &t.columns[at])
	}
	return t.take(colour)
}

// take writes the cells, or keeps them while the widths are not known.
func (t *table) take(colour string) error {
	for i, c := range t.cells {
		t.wide[i] = max(t.wide[i], min(utf8.RuneCount(c), tableWide))
	}
	if t.flowed {
		if t.show(t.cells) {
			t.w.WriteByte('\n') // the titles again, for there are more columns from here on
			if err := t.write(t.titles, ""); err != nil {
				return err
			}
		}
		return t.write(t.cells, colour)
	}
	kept := make([][]byte, len(t.cells))
	for i, c := range t.cells {
		kept[i] = bytes.Clone(c)
	}
	if t.held = append(t.held, heldRow{kept, colour}); len(t.held) < tableLook {
		return nil
	}
	return t.flow()
}

// flow writes the rows that waited.
func (t *table) flow() error {
	t.flowed = true
	t.show(nil)
	for _, h := range t.held[1:] { // behind the titles
		t.show(h.cells)
	}
	for _, h := range t.held {
		if err := t.write(h.cells, h.colour); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

// show says of the columns that stand for a reason, that of several hosts or a row
// that has them, whether they stand by now, and returns whether some did not before.
func (t *table) show(cells [][]byte) (more bool) {
	for i, at := range t.places {
		c := &t.columns[at]
		if !t.shown[i] && (!c.Hosts || t.several()) && (!c.Sparse || t.asked || cells != nil && len(cells[i]) > 0) {
			t.shown[i], more = true, true
		}
	}
	return more
}

// write writes a line. The last column has no blanks behind it, and is the one
// that a narrow terminal cuts.
func (t *table) write(cells [][]byte, colour string) error {
	line := t.line[:0]
	for i, c := range cells {
		if !t.shown[i] {
			continue
		}
		if len(line) > 0 {
			line = append(line, "  "...)
		}
		pad := t.wide[i] - utf8.RuneCount(c)
		right := t.columns[t.places[i]].Right
		if right {
			line = appendSpaces(line, pad)
		}
		line = append(line, c...)
		if !right && i < len(cells)-1 {
			line = appendSpaces(line, pad)
		}
	}
	line = Cut(bytes.TrimRight(line, " "), t.limit) // the last cell may be empty
	if colour != "" {
		line = append(append([]byte(colour), line...), ColourReset...)
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

// ColourReset ends a colour.
const ColourReset = "\x1b[0m"

func appendSpaces(b []byte, n int) []byte {
	for ; n > 0; n-- {
		b = append(b, ' ')
	}
	return b
}

// Cut shortens a line to so many columns, the last of them an ellipsis.
func Cut(line []byte, width int) []byte {
	if width <= 0 {
		return line
	}
	columns, keep := 0, 0 // keep is where the line ends if an ellipsis follows
	for n := 0; n < len(line); {
		r, size := utf8.DecodeRune(line[n:])
		if columns < width {
			keep = n
		}
		if columns += wide(r); columns > width {
			return append(line[:keep], "…"...)
		}
		n += size
	}
	return line
}

// wide returns how many columns a character has, or more: from the first script
// that is written in wide characters on, it takes all of them for wide but the
// signs, arrows and blocks.
func wide(r rune) int {
	if r >= 0x1100 && (r < 0x2000 || r > 0x2bff) {
		return 2
	}
	return 1
}
