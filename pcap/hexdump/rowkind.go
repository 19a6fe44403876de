package hexdump

import "strings"

// rowKind says what stands behind an offset.
type rowKind uint8

const (
	notRow     rowKind = iota
	byteRow            // 4c 00, or with a colon 4c00 0000
	octalRow           // 114 000
	wordRow            // 004c or 000114: two bytes or more in the machine's order
	charRow            // L \0 \0 003
	decimalRow         // 76 0 0
)

// refused says why a kind is not read.
var refused = map[rowKind]string{
	wordRow:    "words of two or more bytes, whose order the text does not say",
	charRow:    "characters instead of numbers",
	decimalRow: "decimal numbers",
}

// kindOf tells what the line behind an offset is. Without a colon a number and
// some words may be anything, so they must look like what a tool prints. fits
// says that the offset is the one that is due, and shaped that it is written
// like those before it.
func kindOf(s string, w *row, fits, shaped bool) rowKind {
	t, next := token(s, w.body), ""
	if i := skipSpace(s, w.body+len(t)); i < len(s) {
		next = token(s, i)
	}
	start := w.zero() || fits || shaped
	if w.colon {
		switch {
		case fits, w.zero() && t != "" && isHex(t[0]):
			return byteRow // whatever does not parse is an error
		case only(t, 16) && len(t)%2 == 0 && (shaped || only(next, 16) && len(next)%2 == 0):
			return byteRow
		}
		return notRow
	}
	tool := len(w.digits) >= 6 && len(w.digits) <= 8 // as od and hexdump write offsets
	switch {
	case only(t, 16) && len(t) == 2 && (start || only(next, 16) && len(next) == 2):
		return byteRow
	case !tool:
		if fits && t != "" && isHex(t[0]) && len(t) < 4 {
			return byteRow
		}
		return notRow
	case only(t, 8) && len(t) == 3 && (next == "" || only(next, 8) && len(next) == 3):
		return octalRow
	case isWord(t, w) && (start || isWord(next, w)):
		return wordRow
	case !start:
		return notRow
	case strings.Contains(s[w.body:], `\`):
		return charRow
	case only(t, 10) && len(t) <= 3 && next != "" && only(next, 10) && len(next) <= 3:
		return decimalRow
	case fits && t != "" && isHex(t[0]) && len(t) < 4:
		return byteRow
	}
	return notRow
}

// isWord reports whether t is a word as od -o, -x and their wider kin print
// it. A line whose groups are as long as its offset is plain digits, but for
// octal words behind od -A x.
func isWord(t string, w *row) bool {
	switch len(t) {
	case 4, 8, 16:
		return only(t, 16) && len(t) != len(w.digits)
	case 6, 11, 22:
		return only(t, 8) && (len(t) != len(w.digits) || w.zero())
	}
	return false
}
