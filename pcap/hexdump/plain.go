package hexdump

// plain is the state of a packet of digits alone.
type plain struct {
	width int // bytes of its first line
	prev  int // bytes of the line before
}

// minPlain is how many bytes a packet has: "add" and "2026" are words.
const minPlain = 4

// wraps reports whether tools that wrap put so many bytes in a line: xxd -p has
// 30 of them, od -A n 16. No connector message is as long.
func wraps(bytes int) bool {
	return bytes == 4 || bytes == 8 || bytes == 16 || bytes == 30 || bytes == 32
}

// separates reports whether c may stand between the groups of digits.
func separates(c byte) bool { return isSpace(c) || c == ':' || c == ',' }

// plainLine takes a line of digits. One that has 16 and more and few other
// characters was meant to be one, so that the first of the others is an error.
func (r *Reader) plainLine(s string, i int) bool {
	if len(s)-i > 2 && s[i] == '0' && s[i+1]|0x20 == 'x' {
		i += 2
	}
	digits, others, bad, grouped := 0, 0, -1, false
	for j := i; j < len(s); j++ {
		switch {
		case isHex(s[j]):
			digits++
		case separates(s[j]):
			grouped = true
		default:
			others++
			if bad < 0 {
				bad = j
			}
			if !grouped && digits < 16 {
				return false // the first group of a line is one of digits
			}
		}
	}
	goes := r.form == formPlain && (r.one || wraps(r.hex.width) && r.hex.prev == r.hex.width && (digits+1)/2 <= r.hex.width)
	switch {
	case digits == 0:
		return false
	case r.one: // Parse wants every line to be one
	case others > 0 && (digits < 16 || others > digits/8):
		return false
	case !goes && digits < 2*minPlain:
		return false
	}
	if !goes {
		r.begin(FormatHex)
		r.form = formPlain
		r.hex = plain{width: (digits + 1) / 2}
	}
	r.hex.prev = (digits + 1) / 2
	if bad >= 0 {
		r.fail(ErrSyntax, bad+1, "%s is not a hexadecimal digit", quote(s[bad:]))
		return true
	}
	for i < len(s) {
		if separates(s[i]) {
			i++
			continue
		}
		start := i
		for ; i+1 < len(s) && isHex(s[i]) && isHex(s[i+1]); i += 2 {
			r.add(i+1, digit(s[i])<<4|digit(s[i+1]))
		}
		if i < len(s) && !separates(s[i]) {
			r.fail(ErrSyntax, start+1, "%s has an odd number of digits, %d", clip(s[start:i+1]), i+1-start)
			return true
		}
	}
	return true
}

// clip quotes digits for a message, the first of many.
func clip(s string) string {
	if len(s) > 20 {
		return `"` + s[:20] + `…"`
	}
	return `"` + s + `"`
}
