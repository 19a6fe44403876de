package gantt

import (
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// The columns that bars have at least, and where nobody says how many there are; and
// how many a name has beside them.
const (
	leastBar = 10
	usualBar = 50
	nameWide = 16
)

// scale is which column of a bar a time is in.
type scale struct {
	from    int64
	span    uint64 // nanoseconds, from the first column to the last
	columns int
}

// scale returns what has room beside the cells, and before a name where that has room.
func (c *Chart) scale() *scale {
	c.wide[1], c.wide[2] = max(c.wide[1], len("PID")), max(c.wide[2], len("Exit"))
	s := &scale{from: c.from, span: uint64(c.to) - uint64(c.from), columns: usualBar}
	if c.Width <= 0 {
		return s
	}
	beside := c.wide[1] + c.wide[2] + 4
	if len(c.hosts) > 1 {
		c.wide[0] = max(c.wide[0], len("Host"))
		beside += c.wide[0] + 2
	}
	if s.columns = c.Width - beside - 2 - max(nameWide, c.Width/4); s.columns < leastBar {
		s.columns = max(leastBar, c.Width-beside) // and names stand below
	}
	return s
}

// column is how long one is.
func (s *scale) column() time.Duration { return time.Duration(s.span / uint64(s.columns)) }

// at returns the column of a time.
func (s *scale) at(ns int64) int {
	if s.span == 0 {
		return 0
	}
	share := float64(uint64(ns)-uint64(s.from)) / float64(s.span)
	return min(int(share*float64(s.columns)), s.columns-1)
}

// axis is the line of titles: the times at both ends, that at the right where it has
// room.
func (s *scale) axis() []byte {
	b := []byte("0")
	last := append(analysis.AppendDuration(nil, time.Duration(s.span), 3), " s"...)
	if 2+len(last) > s.columns {
		last = nil
	}
	return append(pad(b, nil, s.columns-1-len(last)), last...)
}

// bar draws a life: ├─┤ from its start to its end, │ within one column. Where its start
// or end was not seen there is no stroke across, and · where it may have lived before
// its first event and behind its last. A process without a time has no bar.
func (s *scale) bar(r *row) []byte {
	if !r.timed {
		return pad(nil, nil, s.columns)
	}
	from, to := s.at(r.from), s.at(r.to)
	b := s.perhaps(nil, from, !r.begins)
	for at := from; at <= to; at++ {
		b = append(b, mark(r, at == from, at == to)...)
	}
	return s.perhaps(b, s.columns-1-to, !r.ends && r.runs)
}

// perhaps appends columns in which a process may have lived, or did not.
func (s *scale) perhaps(b []byte, n int, lived bool) []byte {
	for ; n > 0 && lived; n-- {
		b = append(b, "·"...)
	}
	return pad(b, nil, n)
}

// mark is the character of a column.
func mark(r *row, first, last bool) string {
	begins, ends := first && r.begins, last && r.ends
	switch {
	case begins && ends:
		return "│"
	case begins:
		return "├"
	case ends:
		return "┤"
	}
	return "─"
}
