package filter

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxText is the length of the longest filter, in bytes.
const maxText = 1 << 16

// scanner cuts a text into tokens.
type scanner struct {
	text    string
	off     int
	ranges  bool // between brackets
	layered bool // behind a #
}

// wrong makes an error about a part of the text, with which the caller panics.
func (s *scanner) wrong(off, to int, format string, args ...any) *Error {
	return &Error{Text: s.text, Pos: off, Len: to - off, Msg: fmt.Sprintf(format, args...)}
}

// next returns the next token, of kind end behind the last.
func (s *scanner) next() token {
	if s.ranges {
		return s.part()
	}
	if s.layered {
		return s.layer()
	}
	for s.off < len(s.text) && strings.IndexByte(" \t\n\r", s.text[s.off]) >= 0 {
		s.off++
	}
	if s.off == len(s.text) {
		return token{off: s.off, to: s.off}
	}
	rest := s.text[s.off:]
	switch {
	case rest[0] == '"':
		return s.quoted(1, false)
	case (rest[0] == 'r' || rest[0] == 'R') && strings.HasPrefix(rest[1:], `"`):
		return s.quoted(2, true)
	case rest[0] == '\'':
		return s.character()
	}
	if n := wordLength(rest); n > 0 {
		t := s.take(word, n)
		if op, ok := spellings[t.written]; ok {
			t.kind, t.written = operator, op
		}
		return t
	}
	for _, sign := range signs {
		if strings.HasPrefix(rest, sign) {
			t := s.take(operator, len(sign))
			t.written = cmp.Or(spellings[sign], sign)
			s.ranges, s.layered = sign == "[", sign == "#"
			return t
		}
	}
	_, n := utf8.DecodeRuneInString(rest)
	panic(s.wrong(s.off, s.off+n, "%q was unexpected in this context", rest[:n]))
}

// take makes a token of the next n bytes.
func (s *scanner) take(k kind, n int) token {
	t := token{kind: k, off: s.off, to: s.off + n, written: s.text[s.off : s.off+n]}
	s.off += n
	return t
}

// wordLength returns the length of the name, number or other literal at the
// start of a text. A minus inside belongs to it, as in Wireshark, where names of
// protocols have some: a-1 is a word and a -1 is none. So do colons and single
// dots.
func wordLength(s string) int {
	n := 0
	for n < len(s) {
		c := s[n]
		switch {
		case isAlnum(c) || c == '_':
		case c == ':' && n+1 < len(s) && isAlnum(s[n+1]):
		case c == '.' && n+1 < len(s) && (isAlnum(s[n+1]) || s[n+1] == '_'):
			if n > 0 && s[n-1] == '.' {
				return n
			}
		case c == '-' && n > 0:
		default:
			return n
		}
		n++
	}
	return n
}

func isAlnum(c byte) bool { return isLetter(c) || isDigit(c) }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// part returns a part of a slice, or the sign behind it.
func (s *scanner) part() token {
	n := strings.IndexAny(s.text[s.off:], ",]")
	switch {
	case n < 0:
		panic(s.wrong(s.off, len(s.text), "the right bracket is missing from a slice"))
	case n > 0:
		return s.take(rangeText, n)
	}
	t := s.take(operator, 1)
	s.ranges = t.written == ","
	return t
}

// layer returns the number or the bracket behind a #.
func (s *scanner) layer() token {
	s.layered = false
	if n := digits(s.text[s.off:], len(s.text), "0123456789"); n > 0 {
		return s.take(rangeText, n)
	}
	if strings.HasPrefix(s.text[s.off:], "[") {
		s.ranges = true
		return s.take(operator, 1)
	}
	panic(s.wrong(s.off, min(s.off+1, len(s.text)), "a # needs the number of a layer or a range in brackets behind it"))
}
