package fit

import (
	"bytes"
	"unicode/utf8"
)

// Break returns what of a text stands on a line of so many columns, and what goes
// on below. It breaks at blanks, which then stand on neither line, or behind a comma,
// unless less than a third of the line stands before them, else anywhere. A character that is
// wider than a line stands on one of its own, so that every line takes some.
func Break(text []byte, columns int) (line, rest []byte) {
	end, used := 0, 0
	for end < len(text) {
		r, size := utf8.DecodeRune(text[end:])
		if used += width(r); used > columns && end > 0 {
			break
		}
		end += size
	}
	if end == len(text) {
		return text, nil
	}
	if at := bytes.LastIndexAny(text[:end], " ,"); text[end] != ' ' && at > 0 && 3*at >= end {
		end = at + 1
	}
	line = bytes.TrimRight(text[:end], " ")
	if len(line) == 0 { // nothing but blanks
		return text[:end], text[end:]
	}
	return line, bytes.TrimLeft(text[end:], " ")
}

// Cut shortens a line to so many columns, the last of them an ellipsis; 0 is any
// number of columns.
func Cut(line []byte, columns int) []byte {
	if columns <= 0 {
		return line
	}
	used, keep := 0, 0 // keep is where the line ends if an ellipsis follows
	for n := 0; n < len(line); {
		r, size := utf8.DecodeRune(line[n:])
		if used < columns {
			keep = n
		}
		if used += width(r); used > columns {
			return append(line[:keep], "…"...)
		}
		n += size
	}
	return line
}

// enoughText is how many columns a text needs at least beside something, or a third
// of all.
const enoughText = 16

// Below appends a text behind what stands on a line already, and lines below for
// what has no room there, each behind the same indent. In 0 columns all has room.
// Where too little is left, it all stands below, and the indent is a small one.
func Below(line, text, indent []byte, columns int) []byte {
	if columns <= 0 {
		return append(line, text...)
	}
	enough := min(enoughText, columns/3)
	room := columns - Width(line)
	deep := columns - Width(indent)
	if deep < enough {
		indent = []byte("    "[:min(Indent, columns-1)])
		deep = columns - len(indent)
	}
	if room < 1 || room < enough && Width(text) > room {
		line = append(bytes.TrimRight(line, " "), '\n')
		line, room = append(line, indent...), deep
	}
	for {
		var here []byte
		here, text = Break(text, room)
		if line = append(line, here...); len(text) == 0 {
			return line
		}
		line, room = append(append(line, '\n'), indent...), deep
	}
}
