package rows

import (
	"bufio"
	"bytes"
	"cmp"
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
	right   []bool // by place: its cells stand at the right
	wide    []int  // by place: the longest cell
	titles  tableRow
	at      tableRow   // the row at hand
	held    []tableRow // that wait until the widths are known
	flowed  bool
	line    []byte
	several func() bool
	asked   bool   // for these columns
	shown   []bool // by place: the column stands
	hidden  []int  // where it does not

	rows  fit.Rows // of the columns that stand, where there is a limit
	cols  [][]byte // their cells
	moved bool     // the columns need another place than in rows
	bands int      // in which they stood
}

// tableRow is a row as it is printed.
type tableRow struct {
	cells  [][]byte
	wide   []int // how many columns each cell has
	colour string
}

func (t *table) head(s *Schema, places []int) error {
	t.columns, t.places = s.Columns, places
	t.at = tableRow{cells: make([][]byte, len(places)), wide: make([]int, len(places))}
	t.right, t.wide = make([]bool, len(places)), make([]int, len(places))
	t.shown, t.hidden = make([]bool, len(places)), t.hidden[:0]
	t.held, t.flowed, t.bands = t.held[:0], false, 0
	for i, at := range places {
		c := &t.columns[at]
		title := cmp.Or(c.Title, c.Name)
		t.at.cells[i], t.at.wide[i] = []byte(title), fit.Width([]byte(title))
		t.right[i], t.hidden = c.right(), append(t.hidden, i)
	}
	t.titles = t.at.clone()
	return t.take()
}

func (r *tableRow) clone() tableRow {
	kept := tableRow{make([][]byte, len(r.cells)), slices.Clone(r.wide), r.colour}
	for i, c := range r.cells {
		kept.cells[i] = bytes.Clone(c)
	}
	return kept
}

func (t *table) row(r Row) error {
	if t.colour != nil {
		t.at.colour = t.colour(r)
	}
	for i, at := range t.places {
		c := &r[at]
		text := c.AppendHuman(t.at.cells[i][:0], &t.columns[at])
		t.at.cells[i], t.at.wide[i] = text, len(text)
		if !c.Is() || c.hasData() { // a number has digits
			t.at.wide[i] = fit.Width(text)
		}
	}
	return t.take()
}

// take writes the row at hand, or keeps it while the widths are not known.
func (t *table) take() error {
	for i, n := range t.at.wide {
		if n > t.wide[i] {
			t.wide[i], t.moved = n, true
		}
	}
	if t.flowed {
		bands := t.bands
		if more := t.show(t.at.cells); more || t.plan() > bands {
			t.w.WriteByte('\n') // the titles again, for columns stand elsewhere from here on
			if err := t.write(&t.titles); err != nil {
				return err
			}
		}
		return t.write(&t.at)
	}
	if t.held = append(t.held, t.at.clone()); len(t.held) < tableLook {
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
	for i := range t.held {
		if err := t.write(&t.held[i]); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

// show says of the columns that stand for a reason, that of several hosts or a row
// that has them, whether they stand by now, and returns whether some did not before.
func (t *table) show(cells [][]byte) (more bool) {
	hidden := t.hidden[:0]
	for _, i := range t.hidden {
		c := &t.columns[t.places[i]]
		if (c.Hosts && !t.several()) || (c.Sparse && !t.asked && (cells == nil || len(cells[i]) == 0)) {
			hidden = append(hidden, i)
			continue
		}
		t.shown[i], t.moved, more = true, true, true
	}
	t.hidden = hidden
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
			t.rows.Right = append(t.rows.Right, t.right[i])
		}
	}
	t.rows.Places = fit.Plan(columns, t.limit)
	if n := len(columns); n > 0 {
		t.bands = t.rows.Places[n-1].Band + 1
	}
	return t.bands
}

// write writes a row.
func (t *table) write(r *tableRow) error {
	if t.limit <= 0 {
		t.line = t.long(t.line[:0], r)
	} else {
		t.plan()
		t.cols = t.cols[:0]
		for i, c := range r.cells {
			if t.shown[i] {
				t.cols = append(t.cols, c)
			}
		}
		t.line = t.rows.Append(t.line[:0], t.cols)
	}
	return fit.WriteColoured(t.w, t.line, r.colour, ColourReset)
}

// long appends a row as one line, however long. No blanks stand behind the last cell
// that has something.
func (t *table) long(line []byte, r *tableRow) []byte {
	blanks := 0 // that stand before the next such cell
	for i, c := range r.cells {
		if !t.shown[i] {
			continue
		}
		if len(line)+blanks > 0 {
			blanks += fit.Gap
		}
		pad := max(0, min(t.wide[i], tableWide)-r.wide[i])
		if t.right[i] {
			blanks, pad = blanks+pad, 0
		}
		if len(c) > 0 {
			line = append(fit.Spaces(line, blanks), c...)
			blanks = 0
		}
		blanks += pad
	}
	for len(line) > 0 && line[len(line)-1] == ' ' { // of a text
		line = line[:len(line)-1]
	}
	return append(line, '\n')
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
