package hexdump

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// body takes the bytes of a line, from w.body to where its text column starts.
//
// Two spaces start the text column, but for the gap that hexdump -C and strace
// have behind the eighth byte. Behind one space everything must be a byte,
// unless what is left is the text of exactly the bytes so far: that is a line
// whose spaces were lost on the way. od has wider gaps below another form
// (-t x1 -t c), and marks its text.
func (r *Reader) body(s string, w *row, k rowKind) {
	r.rows.last = len(r.cur.data)
	sofar := func() []byte { return r.cur.data[r.rows.last:] }
	groups, i, wide := 0, w.body, 0
	for i < len(s) {
		n := 0
		for i+n < len(s) && isHex(s[i+n]) {
			n++
		}
		end := i + n
		if n == 0 || end < len(s) && !isSpace(s[end]) {
			if groups > 0 && isText(sofar(), s[i:]) {
				break
			}
			if s[i] == '|' || s[i] == '>' || s[i] == ';' && w.prefix && groups > 0 { // the last behind 0010h:
				break
			}
			r.fail(ErrSyntax, end+1, "%s is not a hexadecimal digit", quote(s[end:]))
			return
		}
		if !r.group(s[i:end], i, w, k) {
			return
		}
		groups++
		next := skipSpace(s, end)
		gap := next - end
		if groups == 1 && gap <= 3 && w.format() == FormatOd && len(token(s, next)) == 2 {
			wide = gap
		}
		if gap != wide && (gap > 1 || gap == 1 && s[end] == '\t') {
			middle := gap == 2 && !w.colon && len(sofar()) == 8
			if !middle || !r.second(s, next, sofar()) {
				i = next
				break
			}
			if r.cur.bad {
				return
			}
		}
		i = next
	}
	r.textColumn(s, i, w, sofar(), groups)
}

// group takes the digits of one or more bytes at i.
func (r *Reader) group(t string, i int, w *row, k rowKind) bool {
	switch {
	case k == octalRow:
		v, err := strconv.ParseUint(t, 8, 8)
		if err != nil || len(t) != 3 {
			r.fail(ErrSyntax, i+1, "%q is not a byte in octal", t)
			return false
		}
		r.add(i+1, byte(v))
	case len(t)%2 != 0:
		r.fail(ErrSyntax, i+1, "%q has an odd number of digits", t)
	case len(t) != 2 && !w.colon:
		r.fail(ErrSyntax, i+1, "%q is not one byte", t)
	default:
		for n := 0; n < len(t); n += 2 {
			r.add(i+n+1, digit(t[n])<<4|digit(t[n+1]))
		}
	}
	return !r.cur.bad
}

// second reports whether the second eight bytes of a line start at i, and not
// its text column. One bad digit among bytes is an error, and no text.
func (r *Reader) second(s string, i int, first []byte) bool {
	t := token(s, i)
	if isText(first, s[i:]) {
		return false
	}
	if len(t) == 2 && only(t, 16) {
		return true
	}
	if j := skipSpace(s, i+len(t)); len(t) == 2 && (isHex(t[0]) || isHex(t[1])) {
		if next := token(s, j); len(next) == 2 && only(next, 16) {
			bad := i
			if isHex(t[0]) {
				bad++
			}
			r.fail(ErrSyntax, bad+1, "%s is not a hexadecimal digit", quote(s[bad:]))
			return true
		}
	}
	return false
}

// textColumn looks at the characters behind the bytes, which can give away
// that the groups are not bytes in their order.
func (r *Reader) textColumn(s string, i int, w *row, b []byte, groups int) {
	if !w.colon || w.prefix || r.cur.bad || groups == 0 || len(b)%groups != 0 {
		return
	}
	text, size := s[i:], len(b)/groups
	if utf8.RuneCountInString(text) == groups && size == 4 && only(strings.ReplaceAll(s[w.body:i], " ", ""), 2) {
		r.fail(ErrForm, w.body+1, "binary digits (xxd -b): print them with xxd")
		return
	}
	if size < 2 || isText(b, text) {
		return
	}
	swapped := make([]byte, len(b))
	for n := range b {
		swapped[n] = b[n/size*size+size-1-n%size]
	}
	if isText(swapped, text) {
		r.fail(ErrForm, w.body+1, "the characters show that the groups are in reverse order (xxd -e): print them with xxd")
	}
}

// isText reports whether text is what dumps show of b: the printable characters
// of ASCII, and a dot for everything else. Spaces at either end do not count:
// those in front cannot be told from the gap, those behind are easily lost.
func isText(b []byte, text string) bool {
	text = strings.TrimRight(text, " \t")
	if len(text) == len(b)+2 && (text[0] == '|' || text[0] == '>') {
		text = text[1 : len(text)-1]
	}
	b = bytes.Trim(b, " ")
	text = strings.Trim(text, " ")
	if len(text) != len(b) || text == "" {
		return false
	}
	for i, c := range b {
		if c < 0x20 || c > 0x7e {
			c = '.'
		}
		if text[i] != c {
			return false
		}
	}
	return true
}
