package rows

import (
	"bufio"
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
	titles  printed
	held    []printed // that wait until the widths are known
	flowed  bool
	line    []byte
	several func() bool
	asked   bool  // for these columns
	stand   []int // places of columns that do, in their order
	hidden  []int // and of those that do not

	rows  fit.Rows // of the columns that stand, where there is a limit
	cols  [][]byte // their cells
	moved bool     // the columns need another place than in rows
	bands int      // in which they stood
}

func (t *table) head(s *Schema, places []int) error {
	t.columns, t.places = s.Columns, places
	t.titles = printed{}
	t.right, t.wide = make([]bool, len(places)), make([]int, len(places))
	t.stand, t.hidden = t.stand[:0], t.hidden[:0]
	t.held, t.flowed, t.bands = t.held[:0], false, 0
	for i, at := range places {
		c := &t.columns[at]
		title := cmp.Or(c.Title, c.Name)
		t.titles.add(append(t.titles.text, title...), fit.Width([]byte(title)))
		t.right[i], t.hidden = c.right(), append(t.hidden, i)
	}
	return t.write(&t.titles)
}

func (t *table) print(p *printed, r Row) {
	p.text, p.cells = p.text[:0], p.cells[:0]
	if t.colour != nil {
		p.colour = t.colour(r)
	}
	for _, at := range t.places {
		c, from := &r[at], len(p.text)
		text := c.AppendHuman(p.text, &t.columns[at])
		wide := len(text) - from
		if !c.Is() || c.hasData() { // a number has digits
			wide = fit.Width(text[from:])
		}
		p.add(text, wide)
	}
}

// write writes a row, or keeps it while the widths are not known.
func (t *table) write(p *printed) error {
	for i := range p.cells {
		if n := p.cells[i].wide; n > t.wide[i] {
			t.wide[i], t.moved = n, true
		}
	}
	if t.flowed {
		bands := t.bands
		if more := t.show(p); more || t.plan() > bands {
			t.w.WriteByte('\n') // the titles again, for columns stand elsewhere from here on
			if err := t.put(&t.titles); err != nil {
				return err
			}
		}
		return t.put(p)
	}
	if t.held = append(t.held, p.clone()); len(t.held) < tableLook {
		return nil
	}
	return t.flow()
}

// flow writes the rows that waited.
func (t *table) flow() error {
	t.flowed = true
	t.show(nil)
	for _, h := range t.held[1:] { // behind the titles
		t.show(&h)
	}
	for i := range t.held {
		if err := t.put(&t.held[i]); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

// show says of the columns that stand for a reason, that of several hosts or a row
// that has them, whether they stand by now, and returns whether some did not before.
func (t *table) show(p *printed) (more bool) {
	hidden := t.hidden[:0]
	for _, i := range t.hidden {
		c := &t.columns[t.places[i]]
		if (c.Hosts && !t.several()) || (c.Sparse && !t.asked && (p == nil || len(p.cell(i)) == 0)) {
			hidden = append(hidden, i)
			continue
		}
		t.stand, t.moved, more = append(t.stand, i), true, true
	}
	if t.hidden = hidden; more {
		slices.Sort(t.stand)
	}
	return more
}

// plan says where the columns stand that do, and returns in how many bands.
func (t *table) plan() int {
	if !t.moved {
		return t.bands
	}
	t.moved = false
	var columns []fit.Column
	t.rows.Right, t.rows.Places = t.rows.Right[:0], t.rows.Places[:0]
	for _, i := range t.stand {
		columns = append(columns, fit.Column{Wide: t.wide[i], Soft: t.columns[t.places[i]].isText()})
		t.rows.Right = append(t.rows.Right, t.right[i])
		t.rows.Places = append(t.rows.Places, fit.Place{Wide: min(t.wide[i], tableWide)})
	}
	if t.limit > 0 {
		t.rows.Places = fit.Plan(columns, t.limit)
	}
	if n := len(columns); n > 0 {
		t.bands = t.rows.Places[n-1].Band + 1
	}
	return t.bands
}

// put writes a row at its place.
func (t *table) put(r *printed) error {
	t.plan()
	if t.limit <= 0 {
		t.line = t.long(t.line[:0], r)
	} else {
		t.cols = t.cols[:0]
		for _, i := range t.stand {
			t.cols = append(t.cols, r.cell(i))
		}
		t.line = t.rows.Append(t.line[:0], t.cols)
	}
	return fit.WriteColoured(t.w, t.line, r.colour, ColourReset)
}

// long appends a row as one line, however long: blanks at first, into which the cells are copied. None
// stand behind the last cell that has something.
func (t *table) long(line []byte, r *printed) []byte {
	room := len(r.text)
	for i := range t.rows.Places {
		room += t.rows.Places[i].Wide + fit.Gap
	}
	line = fit.Spaces(line, room)
	at, end := 0, 0
	for n, i := range t.stand {
		c := &r.cells[i]
		pad := max(0, t.rows.Places[n].Wide-c.wide)
		if t.rows.Right[n] {
			at, pad = at+pad, 0
		}
		if c.to > c.from {
			at += copy(line[at:], r.text[c.from:c.to])
			end = at
		}
		at += pad + fit.Gap
	}
	for end > 0 && line[end-1] == ' ' { // of a text
		end--
	}
	return append(line[:end], '\n')
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
