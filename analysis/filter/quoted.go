package filter

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// quoted returns the string whose first quote ends behind n bytes. A raw one
// keeps its backslashes, also the one before a quote.
func (s *scanner) quoted(n int, raw bool) token {
	start := s.off
	inside, ok := untilQuote(s.text[start+n:], '"')
	if !ok {
		panic(s.wrong(start, len(s.text), "the final quote is missing from a string"))
	}
	t := s.take(text, n+len(inside)+1)
	if t.bytes = []byte(inside); !raw {
		t.bytes = s.unescape(start+n, inside)
	}
	return t
}

// untilQuote returns what stands before the quote that ends a string.
func untilQuote(s string, quote byte) (string, bool) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case quote:
			return s[:i], true
		}
	}
	return "", false
}

// character returns a character constant: one byte between single quotes.
func (s *scanner) character() token {
	inside, ok := untilQuote(s.text[s.off+1:], '\'')
	if !ok {
		panic(s.wrong(s.off, len(s.text), "the final quote is missing from a character constant"))
	}
	t := s.take(character, len(inside)+2)
	t.bytes = s.unescape(t.off+1, inside)
	if b := t.bytes; len(b) != 1 || b[0] >= utf8.RuneSelf && b[0] == inside[0] {
		panic(s.wrong(t.off, t.to, "a character constant is one byte between the quotes"))
	}
	return t
}

// unescape replaces the escapes of a string that stands at off of the text.
func (s *scanner) unescape(off int, inside string) []byte {
	b := make([]byte, 0, len(inside))
	for i := 0; i < len(inside); {
		if inside[i] != '\\' {
			b = append(b, inside[i])
			i++
			continue
		}
		c := inside[i+1] // untilQuote stops at no backslash
		n := 2
		switch {
		case c == 'x':
			n += digits(inside[i+2:], 2, "0123456789abcdefABCDEF")
		case c == 'u':
			n += digits(inside[i+2:], 4, "0123456789abcdefABCDEF")
		case c == 'U':
			n += digits(inside[i+2:], 8, "0123456789abcdefABCDEF")
		case '0' <= c && c <= '7':
			n = 1 + digits(inside[i+1:], 3, "01234567")
		}
		escape := inside[i : i+n]
		var ok bool
		if b, ok = appendEscape(b, escape); !ok {
			panic(s.wrong(off+i, off+i+n, "%s is not a valid escape", escape))
		}
		i += n
	}
	return b
}

// digits counts up to most digits at the start of a text.
func digits(s string, most int, of string) int {
	n := 0
	for n < most && n < len(s) && strings.IndexByte(of, s[n]) >= 0 {
		n++
	}
	return n
}

// appendEscape appends what an escape stands for.
func appendEscape(b []byte, escape string) ([]byte, bool) {
	switch c := escape[1]; c {
	case 'x':
		v, err := strconv.ParseUint(escape[2:], 16, 8)
		return append(b, byte(v)), err == nil
	case 'u', 'U':
		whole := len(escape) == 6 && c == 'u' || len(escape) == 10 && c == 'U'
		v, err := strconv.ParseUint(escape[2:], 16, 32)
		if !whole || err != nil || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
			return b, false
		}
		return utf8.AppendRune(b, rune(v)), true
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v, err := strconv.ParseUint(escape[1:], 8, 8)
		return append(b, byte(v)), err == nil
	default:
		if i := strings.IndexByte(`abfnrtv"'\`, c); i >= 0 {
			return append(b, "\a\b\f\n\r\t\v\"'\\"[i]), true
		}
	}
	return b, false
}
