package comment

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// Append appends the line, without a line end. What is no printable UTF-8 is
// written \xNN, so a line is text of one line whatever a value holds. A kind or
// key that is none makes it panic: they are the program's own.
func (l *Line) Append(dst []byte) []byte {
	dst = append(append(dst, mark...), strconv.Itoa(Version)...)
	dst = append(append(dst, ' '), mustKey(l.Kind)...)
	for _, w := range l.Words {
		dst = append(append(append(dst, ' '), mustKey(w.Key)...), '=')
		dst = appendValue(dst, w.Value)
	}
	return dst
}

// String returns the line.
func (l *Line) String() string { return string(l.Append(nil)) }

func mustKey(s string) string {
	if !isKey(s) {
		panic("comment: " + strconv.Quote(s) + " is no key")
	}
	return s
}

// appendValue appends a value, in quotes where it needs them.
func appendValue(dst []byte, s string) []byte {
	if isBare(s) {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == utf8.RuneError && n == 1 || !unicode.IsPrint(r):
			for _, c := range []byte(s[i : i+n]) {
				dst = append(dst, '\\', 'x', hex[c>>4], hex[c&15])
			}
		default:
			dst = append(dst, s[i:i+n]...)
		}
		i += n
	}
	return append(dst, '"')
}

const hex = "0123456789abcdef"

// isBare: it stands without quotes. An empty value does not.
func isBare(s string) bool {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if n == 1 && needsQuotes(s[i]) || r == utf8.RuneError && n <= 1 || !unicode.IsPrint(r) {
			return false
		}
		i += n
	}
	return s != ""
}
