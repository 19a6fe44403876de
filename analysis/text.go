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

// unprintable are the characters that would move the cursor, turn the direction
// of writing, break the line or not show: Cc, Cf, Zl and Zp of Unicode 15, each
// from the first to the last. SPEC.md R15 has the same list: what an output
// shows does not change with the Unicode of a release of Go.
var unprintable = [...][2]rune{
	{0x0000, 0x001f}, {0x007f, 0x009f}, {0x00ad, 0x00ad}, {0x0600, 0x0605}, {0x061c, 0x061c}, {0x06dd, 0x06dd}, {0x070f, 0x070f},
	{0x0890, 0x0891}, {0x08e2, 0x08e2}, {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x2064}, {0x2066, 0x206f},
	{0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0x110bd, 0x110bd}, {0x110cd, 0x110cd}, {0x13430, 0x1343f}, {0x1bca0, 0x1bca3},
	{0x1d173, 0x1d17a}, {0xe0001, 0xe0001}, {0xe0020, 0xe007f},
}

func printable(r rune) bool {
	for _, of := range unprintable {
		if r <= of[1] {
			return r < of[0]
		}
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
		if plainJSON[c] {
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

// plainJSON are the bytes that stand in a string of JSON as they are.
var plainJSON = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= 0x20 && c < 0x7f && c != '"' && c != '\\'
	}
	return is
}()

// appendU appends \uNNNN.
func appendU(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', lowerHex[r>>12&15], lowerHex[r>>8&15], lowerHex[r>>4&15], lowerHex[r&15])
}
