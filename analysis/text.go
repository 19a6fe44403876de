package analysis

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const lowerHex = "0123456789abcdef"

// AppendText appends the text in b, up to its first NUL, so that any bytes
// stay on one line and can be told apart (SPEC.md R15): valid printable UTF-8
// stands as it is, every other byte is \xNN, a backslash is \\. The comma is
// \x2c, since it joins several values of a field.
func AppendText(dst, b []byte) []byte {
	for len(b) > 0 && b[0] != 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == '\\':
			dst = append(dst, '\\', '\\')
		case r == ',' || (r == utf8.RuneError && n == 1) || !printable(r):
			dst = appendEscaped(dst, b[:n])
		default:
			dst = append(dst, b[:n]...)
		}
		b = b[n:]
	}
	return dst
}

// Escape rewrites a line from its n-th byte on, so that what a file's texts or
// its name say stays on the line and no terminal obeys it: \b \t \n \f \r as
// tshark has them, any other byte that AppendText would not let stand is \xNN.
// The result is valid UTF-8. Backslashes stay as they are, as in tshark: it is
// for eyes, and cannot be read back.
func Escape(line []byte, n int) []byte {
	for n < len(line) && line[n] >= 0x20 && line[n] < 0x7f {
		n++
	}
	if n == len(line) {
		return line // nearly always
	}
	var room [128]byte
	rest := append(room[:0], line[n:]...)
	line = line[:n]
	for len(rest) > 0 {
		r, size := utf8.DecodeRune(rest)
		if k := strings.IndexByte("\b\t\n\f\r", rest[0]); k >= 0 {
			line = append(line, '\\', "btnfr"[k])
		} else if (r == utf8.RuneError && size == 1) || !printable(r) {
			line = appendEscaped(line, rest[:size])
		} else {
			line = append(line, rest[:size]...)
		}
		rest = rest[size:]
	}
	return line
}

// appendEscaped appends each byte as \xNN.
func appendEscaped(dst, b []byte) []byte {
	for _, c := range b {
		dst = append(dst, '\\', 'x', lowerHex[c>>4], lowerHex[c&15])
	}
	return dst
}

// printable refuses what would move the cursor or turn the direction of
// writing: controls, marks and overrides of bidirectional text, and the line
// and paragraph separators.
func printable(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return false
	case r >= 0x200e && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return false
	}
	return true
}

// AppendJSONString appends s as a string of JSON. What Escape would not let
// stand is \uNNNN, two of them beyond U+FFFF, and bytes that are no UTF-8 are
// U+FFFD, which only a name or a comment from outside can hold.
func AppendJSONString[T string | []byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < 0x7f && c != '"' && c != '\\' {
			i++ // nearly always
			continue
		}
		r, size := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
		if !(r == utf8.RuneError && size == 1) && printable(r) && c != '"' && c != '\\' {
			i += size
			continue
		}
		dst = append(dst, s[start:i]...)
		if k := strings.IndexByte("\b\t\n\f\r\"\\", c); k >= 0 {
			dst = append(dst, '\\', "btnfr\"\\"[k])
		} else if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
			dst = appendU(appendU(dst, high), low)
		} else {
			dst = appendU(dst, r)
		}
		i += size
		start = i
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

// appendU appends \uNNNN.
func appendU(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', lowerHex[r>>12&15], lowerHex[r>>8&15], lowerHex[r>>4&15], lowerHex[r&15])
}
