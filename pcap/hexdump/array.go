package hexdump

import (
	"strconv"
	"strings"
)

// array is the state of a packet of numbers between commas.
type array struct {
	depth   int  // braces that are open
	comment bool // within /* */
	comma   bool // the line before ended in one
	decimal bool // nothing but numbers in brackets, which may be other than bytes
}

// arrayStart takes the first line of an array.
func (r *Reader) arrayStart(s string, i int) bool {
	at, started := opening(s, i), array{}
	if at < 0 && r.opened == '[' && decimals(s[i:]) {
		at, started = i, array{depth: 1, decimal: true} // Rust's {:#?} has a line for each byte
		r.lines--                                       // its bracket is no other text
	}
	if at < 0 {
		return false
	}
	if r.form != formArray || !r.arr.comma || at != i {
		r.close()
		r.arr = started
	}
	r.form = formArray
	r.arrayLine(s, at)
	return true
}

// opening returns where the array starts that a line starts, or -1: at a brace
// behind a type of bytes, at a byte in hexadecimal that is the first of the
// line or of a bracket, or at a bracket around decimal numbers alone.
func opening(s string, i int) int {
	if startsByte(s, i, ",;}])") {
		return i
	}
	for j := i; j < len(s); j++ {
		if s[j] == '"' {
			break
		}
		if s[j] != '{' && s[j] != '[' {
			continue
		}
		behind := ","
		if j == i {
			behind = ",}]"
		}
		if startsByte(s, skipSpace(s, j+1), behind) || s[j] == '{' && isByteType(s[i:j]) {
			return j
		}
	}
	body, ok := strings.CutSuffix(strings.TrimRight(s[i:], " \t,;"), "]")
	if ok && s[i] == '[' && strings.Trim(body, "[0123456789, ") == "" && strings.Count(body, " ")+strings.Count(body, ",") >= minPlain-1 {
		return i
	}
	return -1
}

// decimals reports whether a line has nothing but bytes in decimal, each with a
// comma behind it, and a comment.
func decimals(s string) bool {
	for _, mark := range []string{"#", "//"} {
		s, _, _ = strings.Cut(s, mark)
	}
	s, comma := strings.CutSuffix(strings.TrimRight(s, " \t"), ",")
	for part := range strings.SplitSeq(s, ",") {
		if _, err := strconv.ParseUint(strings.TrimSpace(part), 10, 8); err != nil {
			return false
		}
	}
	return comma
}

// isByteType reports whether s, what stands before a brace, is the type of an
// array of bytes or the assignment to one.
func isByteType(s string) bool {
	s = strings.TrimRight(s[max(0, len(s)-80):], " \t")
	if strings.HasSuffix(s, "]byte") || strings.HasSuffix(s, "]uint8") {
		return true
	}
	return strings.HasSuffix(s, "=") && strings.Contains(s, "]") &&
		(strings.Contains(s, "char") || strings.Contains(s, "u8") || strings.Contains(s, "uint8") || strings.Contains(s, "byte"))
}

// startsByte reports whether a byte in hexadecimal stands at i, with a space,
// the end of the line or one of the characters in behind after it.
func startsByte(s string, i int, behind string) bool {
	if i+2 >= len(s) || s[i] != '0' || s[i+1]|0x20 != 'x' {
		return false
	}
	end := i + 2
	for end < len(s) && end < i+5 && isHex(s[end]) {
		end++
	}
	if end == i+2 || end == i+5 {
		return false
	}
	return end == len(s) || isSpace(s[end]) || strings.IndexByte(behind, s[end]) >= 0
}

// arrayLine takes a line of an array from i.
func (r *Reader) arrayLine(s string, i int) {
	if r.cur.bad {
		r.badArray(s, i)
		return
	}
	for i < len(s) && !r.cur.bad {
		switch c := s[i]; {
		case r.arr.comment:
			end := strings.Index(s[i:], "*/")
			if end < 0 {
				return
			}
			r.arr.comment = false
			i += end + 2
		case isSpace(c):
			i++
		case c == ',':
			r.arr.comma = true
			i++
		case strings.HasPrefix(s[i:], "/*"):
			r.arr.comment = true
			i += 2
		case isComment(s, i):
			i = len(s)
		case strings.IndexByte("{[(", c) >= 0:
			if len(r.cur.data) > 0 {
				r.fail(ErrSyntax, i+1, "%q within the bytes of an array", string(c))
				return
			}
			r.arr.depth++
			i++
		case strings.IndexByte("}]);", c) >= 0:
			if r.arr.decimal && len(r.cur.data) < minPlain && !r.one {
				r.cur.bad = true // which drops it
			}
			r.finish()
			r.arr.depth = max(0, r.arr.depth-1)
			if c == ';' {
				r.arr.depth = 0
			}
			if i++; r.arr.depth > 0 {
				break
			}
			i = len(s) - len(strings.TrimLeft(s[i:], ",;})] \t"))
			if i == len(s) || s[i] != '{' && s[i] != '[' && !startsByte(s, i, ",;}])") {
				r.form = formNone
				return
			}
		default:
			i = r.number(s, i)
		}
	}
	if r.cur.bad {
		r.badArray(s, i)
	} else if r.arr.depth == 0 && !r.arr.comma {
		r.close()
	}
}

// badArray passes over the rest of an array with an error. It ends with its
// brace or where it would end without one, and with an empty line in case its
// brace never comes.
func (r *Reader) badArray(s string, i int) {
	r.arr.comma = strings.HasSuffix(strings.TrimRight(s, " \t"), ",")
	brace := byte('}')
	if r.arr.decimal {
		brace = ']'
	}
	if strings.TrimSpace(s) == "" || strings.IndexByte(s[i:], brace) >= 0 || r.arr.depth == 0 && !r.arr.comma {
		r.close()
	}
}

// number takes one number at i and returns where it ends.
func (r *Reader) number(s string, i int) int {
	if r.cur.format == "" {
		r.begin(FormatArray)
		r.form = formArray
	}
	r.arr.comma = false
	if s[i] == '\'' {
		b, end, bad := unquote(nil, s, i)
		if bad == nil && len(b) != 1 {
			bad = &fault{i, "a character in quotes is one byte"}
		}
		if bad != nil {
			r.fail(ErrSyntax, bad.at+1, "%s", bad.why)
			return len(s)
		}
		r.add(i+1, b...)
		return end
	}
	t := numeral(s, i)
	v, err := strconv.ParseInt(t, 0, 16)
	switch {
	case t == "":
		r.fail(ErrSyntax, i+1, "%s does not start a number", quote(s[i:]))
	case len(t) > 2 && t[0] == '0' && only(t, 10):
		r.fail(ErrSyntax, i+1, "%q may be octal or decimal", t)
	case err != nil && !only(t, 10):
		r.fail(ErrSyntax, i+1, "%q is not a number", t)
	case err != nil || v > 255 || v < -128:
		r.fail(ErrSyntax, i+1, "%s does not fit in a byte", t)
	default:
		r.add(i+1, byte(v))
	}
	return i + len(t)
}

// numeral returns the letters, digits and sign from i.
func numeral(s string, i int) string {
	j := i
	for j < len(s) && (s[j]|0x20 >= 'a' && s[j]|0x20 <= 'z' || s[j] >= '0' && s[j] <= '9' || s[j] == '_' || s[j] == '-' && j == i) {
		j++
	}
	return s[i:j]
}
