package main

import (
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// lineWidth is how wide a picture may get before it goes on below.
const lineWidth = 76

// diagram draws the bytes of a struct, offsets above the borders that they belong to:
//
//	0      4      8
//	+------+------+
//	| idx  | val  |
//	| u32  | u32  |
//	+------+------+
func diagram(s spec.Struct) string {
	var out strings.Builder
	for _, fields := range lines(s.Fields) {
		drawLine(&out, fields)
	}
	return out.String()
}

// lines puts all fields on one line if they fit, and else at most 16 bytes on
// each.
func lines(fields []spec.Field) [][]spec.Field {
	width := 1
	for _, f := range fields {
		width += boxWidth(f) + 1
	}
	if width <= lineWidth {
		return [][]spec.Field{fields}
	}
	var all [][]spec.Field
	end, used := 0, 0
	for _, f := range fields {
		box := boxWidth(f) + 1
		if f.Offset+f.Size > end || used+box > lineWidth {
			all = append(all, nil)
			end, used = f.Offset+16, 1
		}
		used += box
		last := len(all) - 1
		all[last] = append(all[last], f)
	}
	return all
}

// boxWidth holds the name and the type of a field.
func boxWidth(f spec.Field) int { return max(len(f.Name), len(string(f.Type))) + 2 }

func drawLine(out *strings.Builder, fields []spec.Field) {
	var offsets, border, names, types string
	for _, f := range fields {
		w := boxWidth(f)
		offsets += pad(strconv.Itoa(f.Offset), w+1)
		border += "+" + strings.Repeat("-", w)
		names += "|" + centred(f.Name, w)
		types += "|" + centred(string(f.Type), w)
	}
	last := fields[len(fields)-1]
	offsets += strconv.Itoa(last.Offset + last.Size)
	out.WriteString(offsets + "\n" + border + "+\n" + names + "|\n" + types + "|\n" + border + "+\n")
}

func centred(s string, width int) string {
	return pad(strings.Repeat(" ", (width-len(s))/2)+s, width)
}

func pad(s string, width int) string { return s + strings.Repeat(" ", max(0, width-len(s))) }
