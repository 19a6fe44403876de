package analysis

import "unicode/utf8"

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
			for _, c := range b[:n] {
				dst = append(dst, '\\', 'x', lowerHex[c>>4], lowerHex[c&15])
			}
		default:
			dst = append(dst, b[:n]...)
		}
		b = b[n:]
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
