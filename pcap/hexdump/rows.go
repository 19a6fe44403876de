package hexdump

import "strings"

// rows is the state of a dump with offsets.
type rows struct {
	colon bool  // its offsets end in one
	width int   // digits of its first offset
	radix radix // what its offsets may be written in
	base  int   // bytes of the packet before the offsets started at 0
	last  int   // where the bytes of the line before start
	star  bool  // a * waits for the next offset
	text  bool  // other lines stand between or behind its lines
	near  bool  // the line before was one of its lines
}

// row is one line of a dump, taken apart.
type row struct {
	digits string // of the offset
	at     int    // where they start
	colon  bool
	prefix bool // 0x, or h behind it
	body   int  // where the bytes start, or the end of the line
}

// scanRow finds an offset at i.
func scanRow(s string, i int) (w row, ok bool) {
	if strings.HasPrefix(s[i:], "0x") {
		w.prefix = true
		i += 2
	}
	w.at = i
	for i < len(s) && isHex(s[i]) {
		i++
	}
	w.digits = s[w.at:i]
	if !w.prefix && (strings.HasPrefix(s[i:], "h:") || strings.HasPrefix(s[i:], "H:")) { // 0010h: is another way to write 0x0010:
		w.prefix = true
		i++
	}
	if i < len(s) && s[i] == ':' {
		w.colon = true
		i++
	}
	if len(w.digits) < 3 || len(w.digits) > 16 || i < len(s) && !isSpace(s[i]) || w.prefix && !w.colon {
		return w, false
	}
	w.body = skipSpace(s, i)
	return w, true
}

func (w *row) zero() bool { return strings.Trim(w.digits, "0") == "" }

// format tells who prints such offsets.
func (w *row) format() Format {
	switch {
	case w.prefix:
		return FormatTcpdump
	case w.colon:
		return FormatXxd
	case len(w.digits) == 8:
		return FormatHexdump
	case len(w.digits) == 6, len(w.digits) == 7:
		return FormatOd
	}
	return FormatTshark
}

// rowLine takes a line with an offset.
func (r *Reader) rowLine(s string, i int) bool {
	w, ok := scanRow(s, i)
	going := r.form == formRows
	if !ok {
		// od prints a second form (-t x1 -t c) below the first, without an offset.
		second := going && r.rows.near && !r.rows.colon && i >= 7
		if !second {
			r.rows.near = false
		}
		return second
	}
	if going && w.body == len(s) && len(w.digits) >= 6 && len(w.digits) == r.rows.width && !w.colon && !r.rows.colon {
		if !r.cur.bad { // od and hexdump end with the length
			r.reach(&w)
		}
		r.finish()
		r.form = formNone
		return true
	}
	same := going && w.colon == r.rows.colon
	if same && r.cur.bad && !w.zero() {
		return true // of the packet that is dropped
	}
	k := kindOf(s, &w, same && r.offsetFits(&w), same && len(w.digits) == r.rows.width)
	if k == notRow || r.one && !going && !w.zero() {
		r.rows.near = false
		return false
	}
	if !going || w.zero() || w.colon != r.rows.colon {
		r.begin(w.format())
		r.form = formRows
		r.rows = rows{colon: w.colon, width: len(w.digits), radix: w.radixOf(k)}
		if !w.zero() {
			r.fail(ErrOffset, w.at+1, "a dump starts here at offset %s: what stands before it is missing", w.digits)
		}
	}
	r.rows.near = true
	if why, ok := refused[k]; ok {
		r.fail(ErrForm, w.body+1, "%s: print them with od -A x -t x1, hexdump -C or xxd", why)
	}
	if !r.cur.bad && r.reach(&w) {
		r.body(s, &w, k)
	}
	return true
}

// starLine takes a line that stands for more lines like the one before.
func (r *Reader) starLine(s string, i int) bool {
	if strings.TrimRight(s[i:], " \t") != "*" {
		return false
	}
	switch r.form {
	case formRows:
		if r.rows.last < len(r.cur.data) && !r.cur.bad {
			r.rows.star = true
		}
		return true
	case formPlain:
		r.fail(ErrCut, i+1, "without offsets nothing says how many lines the * stands for")
		return true
	}
	return false
}

// offsetFits reports whether an offset could come next.
func (r *Reader) offsetFits(w *row) bool {
	have := len(r.cur.data) - r.rows.base
	if r.rows.star {
		base, _ := r.rows.radix.beyond(w.digits, have, len(r.cur.data)-r.rows.last)
		return base != 0
	}
	return r.rows.radix.fits(w.digits, have) != 0
}

// reach holds an offset against the bytes so far and fills in what a * stands
// for.
func (r *Reader) reach(w *row) bool {
	have := len(r.cur.data) - r.rows.base
	if r.rows.star {
		r.rows.star = false
		line := r.cur.data[r.rows.last:]
		base, to := r.rows.radix.beyond(w.digits, have, len(line))
		if base&(base-1) != 0 {
			r.fail(ErrForm, w.at+1, "offset %s behind a * may be %s, and both fit: print it with od -A x -v or xxd", w.digits, base)
			return false
		}
		if base == 0 {
			r.fail(ErrOffset, w.at+1, "offset %s does not fit behind the *: it stands for at least one line, so %d (%#[2]x) or more is due", w.digits, have+len(line))
			return false
		}
		r.rows.radix = base
		if to > MaxPacket-r.rows.base {
			r.fail(ErrSize, w.at+1, "the * makes the packet that starts on line %d longer than %d bytes", r.cur.line, MaxPacket)
			return false
		}
		for len(r.cur.data)-r.rows.base < to {
			r.cur.data = append(r.cur.data, line...)
		}
		have = len(r.cur.data) - r.rows.base
	}
	if m := r.rows.radix.fits(w.digits, have); m != 0 {
		r.rows.radix = m
		return true
	}
	r.fail(ErrOffset, w.at+1, "offset %s does not fit: %d (%#x) is due, as many bytes stand before it since line %d", w.digits, have, have, r.cur.line)
	return false
}
