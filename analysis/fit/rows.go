package fit

// Rows writes the rows of a table as planned.
type Rows struct {
	Places []Place
	Right  []bool // by column: its cells stand at the right

	rest [][]byte
}

// Append appends the lines of a row, each with its end. A band in which a row has
// nothing is no line.
func (r *Rows) Append(dst []byte, cells [][]byte) []byte {
	r.rest = append(r.rest[:0], cells...)
	for first := 0; first < len(r.Places); {
		end := first
		for end < len(r.Places) && r.Places[end].Band == r.Places[first].Band {
			end++
		}
		for more := first > 0 && !r.any(first, end); !more; {
			dst = r.line(dst, first, end)
			more = !r.any(first, end)
		}
		first = end
	}
	return dst
}

// any reports whether something is left of cells.
func (r *Rows) any(first, end int) bool {
	for _, c := range r.rest[first:end] {
		if len(c) > 0 {
			return true
		}
	}
	return false
}

// line appends a line of the cells of a band, and takes it from them.
func (r *Rows) line(dst []byte, first, end int) []byte {
	start := len(dst)
	if first > 0 {
		dst = Spaces(dst, Indent)
	}
	for i := first; i < end; i++ {
		if i > first {
			dst = Spaces(dst, Gap)
		}
		var here []byte
		here, r.rest[i] = Break(r.rest[i], r.Places[i].Wide)
		pad := r.Places[i].Wide - Width(here)
		if r.Right[i] {
			dst = Spaces(dst, pad)
		}
		if dst = append(dst, here...); !r.Right[i] {
			dst = Spaces(dst, pad)
		}
	}
	for len(dst) > start && dst[len(dst)-1] == ' ' { // the last cells may be empty
		dst = dst[:len(dst)-1]
	}
	return append(dst, '\n')
}
