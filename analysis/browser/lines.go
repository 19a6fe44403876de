package browser

import "github.com/cnwire/cnwire/analysis"

// lines are the cells of all frames, one text behind the other.
type lines struct {
	text    []byte
	ends    []int // of the line of a frame
	columns analysis.Columns
}

// between stands between two cells: no cell has it, as all are escaped.
const between = '\t'

func (l *lines) add(f *analysis.Frame) {
	if l.columns.Time == "" {
		l.columns.Time = "r"
	}
	for i, c := range analysis.AllColumns() {
		if i > 0 {
			l.text = append(l.text, between)
		}
		l.text = c.Append(&l.columns, l.text, f)
	}
	l.ends = append(l.ends, len(l.text))
}

// Columns are the columns of a line, as read writes them.
func (b *Browser) Columns() []analysis.Column { return analysis.AllColumns() }

// Line returns the cells of a frame, with a tab between two. It is empty where there is
// no frame of that number.
func (b *Browser) Line(number int) string {
	l := &b.lines
	if number < 1 || number > len(l.ends) {
		return ""
	}
	from := 0
	if number > 1 {
		from = l.ends[number-2]
	}
	return string(l.text[from:l.ends[number-1]])
}
