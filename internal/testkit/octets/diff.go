package octets

import (
	"bytes"
	"fmt"
	"strings"
)

const (
	width   = 4  // bytes a line
	context = 1  // equal lines shown before and behind a difference
	most    = 40 // lines shown
)

// Diff says how two runs of bytes differ, for the end of a test's message:
// nothing if they are equal, else lines of four bytes from want and from got. A
// line that differs has a star and the names of the fields that do, one beside
// it all its names. Fields are named as in want; the outline may be nil.
//
//	want 76 bytes, got 76
//	  …
//	   36  01 00 00 00 | 01 00 00 00  proc_event.what
//	*  40  02 00 00 00 | 03 00 00 00  proc_event.cpu
//	   44  40 42 0f 00 | 40 42 0f 00  proc_event.timestamp_ns
func Diff(want, got []byte, outline Outline) string {
	if bytes.Equal(want, got) {
		return ""
	}
	var fields []Field
	if outline != nil {
		fields = outline(want)
	}
	var s strings.Builder
	fmt.Fprintf(&s, "\nwant %d bytes, got %d", len(want), len(got))
	size := max(len(want), len(got))
	shown, next := 0, 0 // next is where the line behind the last one shown starts
	for off := 0; off < size; off += width {
		if !differs(want, got, off-context*width, off+width+context*width) {
			continue
		}
		if shown++; shown > most {
			s.WriteString("\n  … and more")
			break
		}
		if off != next {
			s.WriteString("\n  …")
		}
		next = off + width
		mark := ' '
		if differs(want, got, off, off+width) {
			mark = '*'
		}
		line := fmt.Sprintf("%c %3d  %s | %s  %s", mark, off, hex(want, off), hex(got, off), names(fields, want, got, off))
		s.WriteString("\n" + strings.TrimRight(line, " "))
	}
	return s.String()
}

// cut returns b[from:to] as far as it is there.
func cut(b []byte, from, to int) []byte {
	return b[min(max(from, 0), len(b)):min(max(to, 0), len(b))]
}

// differs reports whether want and got differ between two offsets.
func differs(want, got []byte, from, to int) bool {
	return !bytes.Equal(cut(want, from, to), cut(got, from, to))
}

// hex returns the line at off, as wide as a whole one.
func hex(b []byte, off int) string {
	return fmt.Sprintf("%-*s", 3*width-1, fmt.Sprintf("% x", cut(b, off, off+width)))
}

// names returns the names of the fields in the line at off; of one that differs
// only the fields that do. A field that starts before has the distance.
func names(fields []Field, want, got []byte, off int) string {
	all := !differs(want, got, off, off+width)
	var list []string
	for _, f := range fields {
		from, to := max(f.Off, off), min(f.Off+f.Size, off+width)
		if from >= to || !all && !differs(want, got, from, to) {
			continue
		}
		name := f.Name
		if f.Off < off {
			name = fmt.Sprintf("%s +%d", name, off-f.Off)
		}
		list = append(list, name)
	}
	return strings.Join(list, ", ")
}
