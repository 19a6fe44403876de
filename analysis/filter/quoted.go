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
		escaped, n, ok := appendEscape(b, inside[i:]) // untilQuote stops at no backslash
		if !ok {
			panic(s.wrong(off+i, off+i+n, "%s is not a valid escape", inside[i:i+n]))
		}
		b = escaped
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

// appendEscape appends what the escape at the start of s stands for, and returns
// its length.
func appendEscape(b []byte, s string) (_ []byte, n int, ok bool) {
	start, most, base, of := 2, 0, 16, "0123456789abcdefABCDEF"
	switch c := s[1]; {
	case c == 'x':
		most = 2
	case c == 'u':
		most = 4
	case c == 'U':
		most = 8
	case '0' <= c && c <= '7':
		start, most, base, of = 1, 3, 8, "01234567"
	default:
		i := strings.IndexByte(`abfnrtv"'\`, c)
		if i < 0 {
			return b, 2, false
		}
		return append(b, "\a\b\f\n\r\t\v\"'\\"[i]), 2, true
	}
	n = start + digits(s[start:], most, of)
	v, err := strconv.ParseUint(s[start:n], base, 32)
	if most > 3 {
		return utf8.AppendRune(b, rune(v)), n, err == nil && n == start+most && utf8.ValidRune(rune(v))
	}
	return append(b, byte(v)), n, err == nil && v <= 0xff
}
