package hexdump

import "strings"

// stringState is the state of a packet of quoted strings.
type stringState struct {
	joins byte // how the next line starts if it goes on: C joins what starts with a quote
	open  bool // a bracket that is not closed, within which Python joins what follows
}

// stringLine takes a line of strings that have escapes of numbers in them: of
// C, whose pieces are one string until a comma or a semicolon; of Python, where
// each b'…' is a packet unless a bracket around several, or a backslash at the
// end of the line, joins them; or of escapes without quotes.
func (r *Reader) stringLine(s string, i int) bool {
	if isEscape(s, i) {
		return r.bare(s, i)
	}
	at := i
	if r.form != formString || s[i] != r.str.joins && !(r.str.open && (s[i] == 'b' || s[i] == ')')) {
		if at = stringStart(s, i, r.one); at < 0 {
			return false
		}
		r.close()
		r.form = formString
		r.str = stringState{open: s[at] != '"' && (r.opened == '(' || at >= 2 && s[at-2] == '(')}
		if r.str.open && r.opened != 0 {
			r.lines-- // its bracket is no other text
		}
	}
	open := r.str.open || strings.HasSuffix(s, `\`)
	for at < len(s) {
		switch c := s[at]; {
		case c == '"' || c == '\'':
			python := at > 0 && s[at-1] == 'b'
			if r.cur.format == "" || python && !r.str.open && r.str.joins != 'b' {
				r.begin(FormatString)
				r.form = formString
			}
			r.str.joins = '"'
			if python {
				r.str.joins = 'b'
			}
			b, end, bad := unquote(nil, s, at)
			if bad == nil && strings.HasPrefix(s[end:], "...") {
				r.fail(ErrCut, end+1, "the string goes on and nothing says how long it is (strace -s)")
			}
			if bad != nil {
				r.fail(ErrSyntax, bad.at+1, "%s", bad.why)
				return true
			}
			r.add(at+1, b...)
			if at = end; python && !open {
				r.finish()
				r.str.joins = 0
			}
		case c == ',' || c == ';' || c == ')':
			r.finish()
			open = open && c == ','
			r.str = stringState{open: r.str.open && c == ','}
			at++
		case isComment(s, at):
			return true
		case r.cur.format != "" && !isSpace(c) && c != '\\' && (c != 'b' || r.str.joins != 'b'):
			r.fail(ErrSyntax, at+1, "%s between strings", quote(s[at:]))
			return true
		default:
			at++
		}
	}
	return true
}

// stringStart returns where the first string of a line starts, or -1. What
// strace shows of other calls is none, and what has no escape of a number is
// text, unless the caller knows better.
func stringStart(s string, i int, known bool) int {
	at := strings.IndexAny(s[i:], `"'`)
	if at < 0 {
		return -1
	}
	at += i
	before := byte(' ')
	if at > i {
		before = s[at-1]
	}
	switch {
	case s[at] == '\'' && before != 'b' && before != '$':
		return -1
	case before != 'b' && strings.ContainsAny(s[i:at], "(>"):
		return -1
	case known:
		return at
	}
	first := strings.IndexByte(s[at:], '\\')
	if first < 0 || !isEscape(s, at+first) {
		return -1
	}
	return at
}

// bare takes a line of escapes without quotes.
func (r *Reader) bare(s string, i int) bool {
	if !r.one || r.form != formString {
		r.begin(FormatString)
	}
	r.form = formString
	r.str.joins = 0
	for end := len(strings.TrimRight(s, " \t")); i < end; {
		if isSpace(s[i]) {
			i++
			continue
		}
		b, n, bad := escape(s[i:])
		if bad != "" || s[i] != '\\' {
			r.fail(ErrSyntax, i+1, "%s is not an escape", quote(s[i:]))
			return true
		}
		r.add(i+1, b)
		i += n
	}
	return true
}

// isEscape reports whether an escape of a number starts at i.
func isEscape(s string, i int) bool {
	return i+1 < len(s) && s[i] == '\\' && (s[i+1] == 'x' || digit(s[i+1]) < 8)
}

// fault is a place in a line and what is wrong there.
type fault struct {
	at  int
	why string
}

// unquote appends the bytes of the string whose quote, " or ', stands at i, and
// returns where it ends.
func unquote(dst []byte, s string, i int) ([]byte, int, *fault) {
	start, mark := i, s[i]
	for i++; i < len(s) && s[i] != mark; {
		if s[i] != '\\' {
			dst = append(dst, s[i])
			i++
			continue
		}
		b, n, why := escape(s[i:])
		if why != "" {
			return dst, i, &fault{i, why}
		}
		dst = append(dst, b)
		i += n
	}
	if i >= len(s) {
		return dst, i, &fault{start, "the string is not closed on its line"}
	}
	return dst, i + 1, nil
}

// escape reads the escape at the start of s and returns its length. An \x has
// at most two digits, as strace and Python print it.
func escape(s string) (b byte, n int, why string) {
	if len(s) < 2 {
		return 0, 0, "nothing follows the backslash"
	}
	if at := strings.IndexByte(`abtnvfr`, s[1]); at >= 0 {
		return "\a\b\t\n\v\f\r"[at], 2, ""
	}
	switch c := s[1]; {
	case c == '\\' || c == '"' || c == '\'' || c == '?':
		return c, 2, ""
	case c == 'x' || digit(c) < 8:
		start, base := 1, byte(8)
		if c == 'x' {
			start, base = 2, 16
		}
		v := 0
		for n = start; n < len(s) && n < 4 && digit(s[n]) < base; n++ {
			v = v*int(base) + int(digit(s[n]))
		}
		if n == start {
			return 0, 0, `no hexadecimal digit follows \x`
		}
		if v > 255 {
			return 0, 0, s[:n] + " does not fit in a byte"
		}
		return byte(v), n, ""
	}
	return 0, 0, "unknown escape " + quote(s) + quote(s[1:])
}
