package hexdump

import (
	"fmt"
	"strings"
)

// A writer prints packets as one tool does. They are written from the look of
// the tools' output and share nothing with what reads them.
type writer struct {
	name    string
	format  Format
	minimum int // the shortest packet that it can print
	write   func(b []byte) string
}

var writers = []writer{
	{"xxd", FormatXxd, 1, func(b []byte) string { return lay(b, 16, "%08x: ", 2, "  ", "") }},
	{"xxd -c 8 -g 1", FormatXxd, 1, func(b []byte) string { return lay(b, 8, "%08x: ", 1, "  ", "") }},
	{"xxd -g 4 -c 24", FormatXxd, 1, func(b []byte) string { return lay(b, 24, "%08x: ", 4, "  ", "") }},
	{"xxd -d", FormatXxd, 1, func(b []byte) string { return lay(b, 16, "%08d: ", 2, "  ", "") }},
	{"tshark", FormatTshark, 1, func(b []byte) string { return lay(b, 16, "%04x  ", 1, "   ", "") + "\n" }},
	{"tshark delimit", FormatTshark, 1, func(b []byte) string { return lay(b, 16, "%04x  ", 1, "  |", "|") }},
	{"tcpdump -X", FormatTcpdump, 1, func(b []byte) string { return "12:00:00.1 X\n" + lay(b, 16, "\t0x%04x:  ", 2, "  ", "") }},
	{"tcpdump -x", FormatTcpdump, 1, func(b []byte) string { return "12:00:00.1 X\n" + lay(b, 16, "\t0x%04x:  ", 2, "", "") }},
	{"od -A x", FormatOd, 1, func(b []byte) string { return lay(b, 16, "%06x ", 1, "", "") + fmt.Sprintf("%06x\n", len(b)) }},
	{"od -A d", FormatOd, 1, func(b []byte) string { return lay(b, 16, "%07d ", 1, "", "") + fmt.Sprintf("%07d\n", len(b)) }},
	{"od -A o -w24", FormatOd, 1, func(b []byte) string { return lay(b, 24, "%07o ", 1, "", "") + fmt.Sprintf("%07o\n", len(b)) }},
	{"od -t x1z", FormatOd, 1, func(b []byte) string { return lay(b, 16, "%07o ", 1, "  >", "<") + fmt.Sprintf("%07o\n", len(b)) }},
	{"hexdump -C", FormatHexdump, 1, canonical},
	{"hexdump -b", FormatOd, 1, octal},
	{"quoted, CRLF", FormatHexdump, 1, func(b []byte) string {
		return "> > " + strings.ReplaceAll(strings.TrimSpace(canonical(b)), "\n", "\r\n> > ") + "\r\n"
	}},
	{"strace string", FormatStrace, 1, func(b []byte) string {
		return fmt.Sprintf("recvfrom(3, %s, 4096, 0, NULL, NULL) = %d\n", straceString(b), len(b))
	}},
	{"strace -xx", FormatStrace, 1, func(b []byte) string {
		return fmt.Sprintf("[pid 12] sendto(3, \"%s\", %d, 0, NULL, 0) = %[2]d\n", hexEscapes(b), len(b))
	}},
	{"strace vector", FormatStrace, 3, func(b []byte) string {
		n := len(b) / 3
		return fmt.Sprintf("12:00:00 <... recvmsg resumed>{msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=%s, iov_len=%d}, {iov_base=%s, iov_len=4096}], msg_iovlen=2, msg_controllen=0, msg_flags=0}, 0) = %d\n",
			straceString(b[:n]), n, straceString(b[n:]), len(b))
	}},
	{"strace dump", FormatStrace, 1, func(b []byte) string {
		return fmt.Sprintf("read(3, %s..., 4096) = %d\n", straceString(b[:min(32, len(b))]), len(b)) + straceRows(b)
	}},
	{"strace dump of buffers", FormatStrace, 2, func(b []byte) string {
		n := len(b) / 2
		return fmt.Sprintf("readv(3, [{iov_base=…, iov_len=4}, …], 2)\n * %d bytes in buffer 0\n%s * %d bytes in buffer 1\n%s", n, straceRows(b[:n]), len(b)-n, straceRows(b[n:]))
	}},
	{"C array", FormatArray, 1, func(b []byte) string {
		return "static const unsigned char packet[] = { /* one */\n" + numbers(b, "\t", "0x%02x, ", "\n") + "};\n"
	}},
	{"C lines", FormatArray, 1, func(b []byte) string { return numbers(b, "", "0x%02x, ", "\n") + "\n" }},
	{"Go %#v", FormatArray, 1, func(b []byte) string { return fmt.Sprintf("%#v\n", b) }},
	{"Go %v", FormatArray, 4, func(b []byte) string { return fmt.Sprintf("%v\n", b) }},
	{"C string", FormatString, 1, func(b []byte) string {
		var s strings.Builder
		for ; len(b) > 12; b = b[12:] {
			s.WriteString("\"" + hexEscapes(b[:12]) + "\"\n")
		}
		return s.String() + "\"" + hexEscapes(b) + "\";\n"
	}},
	{"escapes", FormatString, 1, func(b []byte) string { return hexEscapes(b) + "\n" }},
	{"Python", FormatString, 1, func(b []byte) string { return "got b'" + hexEscapes(b) + "'\n" }},
	{"hex", FormatHex, 4, func(b []byte) string { return fmt.Sprintf("%x\n\n", b) }},
	{"HEX spaces", FormatHex, 4, func(b []byte) string { return fmt.Sprintf("% X\n\n", b) }},
	{"hex colons", FormatHex, 4, func(b []byte) string {
		return strings.ReplaceAll(fmt.Sprintf("% x\n\n", b), " ", ":")
	}},
	{"xxd -p", FormatHex, 4, func(b []byte) string { return numbers(b, "", "%02x", "\n") + "\n" }},
}

// lay prints lines of width bytes in groups: offset, bytes, and unless before
// is empty the text column between before and behind.
func lay(b []byte, width int, offset string, group int, before, behind string) string {
	var s strings.Builder
	for at := 0; at < len(b); at += width {
		row := b[at:min(at+width, len(b))]
		fmt.Fprintf(&s, offset, at)
		cells := (width + group - 1) / group * (2*group + 1)
		for i, c := range row {
			fmt.Fprintf(&s, "%02x", c)
			cells -= 2
			if (i+1)%group == 0 && i+1 < len(row) {
				s.WriteByte(' ')
				cells--
			}
		}
		if before != "" {
			fmt.Fprintf(&s, "%*s%s%s%s", cells-1, "", before, characters(row), behind)
		}
		s.WriteByte('\n')
	}
	return s.String()
}

func characters(b []byte) string {
	t := []byte(b)
	s := make([]byte, len(t))
	for i, c := range t {
		if s[i] = '.'; ' ' <= c && c <= '~' {
			s[i] = c
		}
	}
	return string(s)
}

func canonical(b []byte) string {
	var s strings.Builder
	for at := 0; at < len(b); at += 16 {
		row := b[at:min(at+16, len(b))]
		line := fmt.Sprintf("% x", row[:min(8, len(row))])
		if len(row) > 8 {
			line += fmt.Sprintf("  % x", row[8:])
		}
		fmt.Fprintf(&s, "%08x  %-48s  |%s|\n", at, line, characters(row))
	}
	fmt.Fprintf(&s, "%08x\n", len(b))
	return s.String()
}

func octal(b []byte) string {
	var s strings.Builder
	for at := 0; at < len(b); at += 16 {
		fmt.Fprintf(&s, "%07x", at)
		for _, c := range b[at:min(at+16, len(b))] {
			fmt.Fprintf(&s, " %03o", c)
		}
		s.WriteByte('\n')
	}
	fmt.Fprintf(&s, "%07x\n", len(b))
	return s.String()
}

func straceRows(b []byte) string {
	var s strings.Builder
	for at := 0; at < len(b); at += 16 {
		row := b[at:min(at+16, len(b))]
		line := fmt.Sprintf("% x", row[:min(8, len(row))])
		if len(row) > 8 {
			line += fmt.Sprintf("  % x", row[8:])
		}
		fmt.Fprintf(&s, " | %05x  %-49s  %-16s |\n", at, line, characters(row))
	}
	return s.String()
}

// straceString is strace's default: letters, short octal escapes, long ones
// before a digit.
func straceString(b []byte) string {
	var s strings.Builder
	s.WriteByte('"')
	for i, c := range b {
		short := i+1 == len(b) || b[i+1] < '0' || b[i+1] > '9'
		switch named := strings.IndexByte("\t\n\v\f\r", c); {
		case named >= 0:
			s.WriteString([]string{`\t`, `\n`, `\v`, `\f`, `\r`}[named])
		case c == '"' || c == '\\':
			s.WriteString(`\` + string(rune(c)))
		case c >= ' ' && c <= '~':
			s.WriteByte(c)
		case short:
			fmt.Fprintf(&s, `\%o`, c)
		default:
			fmt.Fprintf(&s, `\%03o`, c)
		}
	}
	return s.String() + `"`
}

func hexEscapes(b []byte) string {
	return numbers(b, "", `\x%02x`, "")
}

// numbers prints each byte with a format, 30 a line.
func numbers(b []byte, indent, format, end string) string {
	var s strings.Builder
	for at := 0; at < len(b); at += 30 {
		s.WriteString(indent)
		for _, c := range b[at:min(at+30, len(b))] {
			fmt.Fprintf(&s, format, c)
		}
		s.WriteString(end)
	}
	return s.String()
}
