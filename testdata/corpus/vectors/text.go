package vectors

import (
	"fmt"
	"strconv"
	"strings"
)

// AppendText appends the vector as people read it: what it is about, its bytes,
// and the answer, a field a line.
func (v *Vector) AppendText(b []byte) []byte {
	line := func(key, value string) {
		if value != "" {
			b = fmt.Appendf(b, "%-8s %s\n", key, value)
		}
	}
	line("name", v.Name)
	line("why", v.Why)
	line("bytes", v.Struct+", "+v.Order)
	if v.Link != 0 {
		line("link", fmt.Sprint(v.Link))
	}
	if v.Wire != 0 {
		line("wire", fmt.Sprint(v.Wire))
	}
	line("accepts", strings.Join(v.Accepts, " "))
	line("refuses", strings.Join(v.Refuses, " "))
	line("flags", strings.Join(v.Flags, " "))
	line("source", strings.TrimSpace(v.Source+" "+v.From))
	b = appendHex(b, v.Hex)
	if v.Stream != nil {
		return v.Stream.appendText(b)
	}
	if v.Exchange != nil {
		return v.Exchange.appendText(b)
	}
	a := &v.Expect
	switch {
	case a.OK:
		line("expect", "ok")
	case a.Class != "":
		where := fmt.Sprintf("%s at byte %d, %s", a.Class, *a.Offset, a.At)
		if a.Need != nil {
			where += fmt.Sprintf(": needs %d, has %d", *a.Need, *a.Have)
		}
		line("expect", where)
	}
	line("faults", strings.Join(a.Faults, " "))
	for _, f := range a.Fields {
		b = fmt.Appendf(b, "  %s %s\n", f.Name, readable(f.Value))
	}
	for _, f := range a.Meaning {
		b = fmt.Appendf(b, "  = %s %s\n", f.Name, f.Value)
	}
	return b
}

// appendHex appends 16 bytes a line, in groups of four, as fields mostly are.
func appendHex(b []byte, hex string) []byte {
	for at := 0; at < len(hex); at += 32 {
		b = fmt.Appendf(b, "%8d", at/2)
		row := hex[at:min(at+32, len(hex))]
		for i := 0; i < len(row); i += 8 {
			b = append(append(b, ' '), row[i:min(i+8, len(row))]...)
		}
		b = append(b, '\n')
	}
	return b
}

// readable writes large numbers in hexadecimal too, and bytes without quotation
// marks.
func readable(value string) string {
	if n, err := strconv.ParseUint(value, 10, 64); err == nil && n > 0xffff {
		return fmt.Sprintf("%s (%#x)", value, n)
	}
	return strings.Trim(value, `"`)
}
