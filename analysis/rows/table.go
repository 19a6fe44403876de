package rows

import (
	"bufio"
	"bytes"
	"slices"

	"github.com/cnwire/cnwire/analysis/fit"
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
	limit   int // no line has more columns: what has no room goes on below; 0 for any number
	colour  func(Row) string
	columns []Column
	places  []int
	cells   [][]byte
	wide    []int // the longest cell of each column
	titles  [][]byte
	held    []heldRow // that wait until the widths are known
	flowed  bool
	line    []byte
	several func() bool
	asked   bool   // for these columns
	shown   []bool // by place: the column stands

	rows  fit.Rows // of the columns that stand, where there is a limit
	cols  [][]byte // their cells
	moved bool     // the columns need another place than in rows
	bands int      // in which they stood
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
	t.held, t.flowed, t.bands = t.held[:0], false, 0
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
		if n := fit.Width(c); n > t.wide[i] {
			t.wide[i], t.moved = n, true
		}
	}
	if t.flowed {
		bands := t.bands
		if more := t.show(t.cells); more || t.plan() > bands {
			t.w.WriteByte('\n') // the titles again, for columns stand elsewhere from here on
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
			t.shown[i], t.moved, more = true, true, true
		}
	}
	return more
}

// plan says where the columns stand that do, and returns in how many bands.
func (t *table) plan() int {
	if !t.moved || t.limit <= 0 {
		return t.bands
	}
	var columns []fit.Column
	t.moved, t.rows.Right = false, t.rows.Right[:0]
	for i, at := range t.places {
		if c := &t.columns[at]; t.shown[i] {
			columns = append(columns, fit.Column{Wide: t.wide[i], Soft: c.isText()})
			t.rows.Right = append(t.rows.Right, c.right())
		}
	}
	t.rows.Places = fit.Plan(columns, t.limit)
	if n := len(columns); n > 0 {
		t.bands = t.rows.Places[n-1].Band + 1
	}
	return t.bands
}

// write writes a row.
func (t *table) write(cells [][]byte, colour string) error {
	if t.limit <= 0 {
		t.line = t.long(t.line[:0], cells)
	} else {
		t.plan()
		t.cols = t.cols[:0]
		for i, c := range cells {
			if t.shown[i] {
				t.cols = append(t.cols, c)
			}
		}
		t.line = t.rows.Append(t.line[:0], t.cols)
	}
	return fit.WriteColoured(t.w, t.line, colour, ColourReset)
}

// long appends a row as one line, however long. The last column has no blanks
// behind it.
func (t *table) long(line []byte, cells [][]byte) []byte {
	for i, c := range cells {
		if !t.shown[i] {
			continue
		}
		if len(line) > 0 {
			line = append(line, "  "...)
		}
		pad := min(t.wide[i], tableWide) - fit.Width(c)
		right := t.columns[t.places[i]].right()
		if right {
			line = fit.Spaces(line, pad)
		}
		line = append(line, c...)
		if !right && i < len(cells)-1 {
			line = fit.Spaces(line, pad)
		}
	}
	return append(bytes.TrimRight(line, " "), '\n') // the last cell may be empty
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
