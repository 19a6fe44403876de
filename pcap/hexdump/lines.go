package hexdump

import (
	"bufio"
	"io"
	"strings"
)

// maxLine bounds a line. The longest form, "0x4c, ", needs six characters a
// byte, 1.5 MiB for the largest packet.
const maxLine = 2 << 20

// lines reads a text line by line.
type lines struct {
	r   *bufio.Reader
	n   int // number of the line that was read last
	buf []byte
}

// next returns the next line without its end. long says that it was cut at
// maxLine. The error is io.EOF, or what the io.Reader reported.
func (l *lines) next() (line string, long bool, err error) {
	l.buf = l.buf[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		room := maxLine - len(l.buf)
		if len(part) > room {
			long, part = true, part[:room]
		}
		l.buf = append(l.buf, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && (err != io.EOF || len(l.buf) == 0) {
			return "", false, err
		}
		break // a last line without an end is one too
	}
	l.n++
	line = strings.TrimSuffix(string(l.buf), "\n")
	line = strings.TrimSuffix(line, "\r")
	if l.n == 1 {
		line = strings.TrimPrefix(line, "\ufeff") // a byte order mark
	}
	return line, long, nil
}

// margin returns where a line really starts: behind marks of quotation and
// the time of the kernel's log.
func margin(s string) int {
	i := skipSpace(s, 0)
	for i < len(s) && s[i] == '>' {
		i = skipSpace(s, i+1)
	}
	if i < len(s) && s[i] == '[' {
		end := strings.IndexByte(s[i:], ']')
		if end > 0 && strings.Trim(s[i+1:i+end], " 0123456789.") == "" && strings.Contains(s[i:i+end], ".") {
			return skipSpace(s, i+end+1)
		}
	}
	return i
}

func skipSpace(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// isComment reports whether what stands from i is one to the end of the line: of
// C, Go and Rust, or of Python.
func isComment(s string, i int) bool { return s[i] == '#' || strings.HasPrefix(s[i:], "//") }

// token returns what stands from i, where no space may stand, to the next space.
func token(s string, i int) string {
	j := i
	for j < len(s) && !isSpace(s[j]) {
		j++
	}
	return s[i:j]
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

func isHex(c byte) bool { return digit(c) < 16 }

// digit returns the value of a digit up to f, or 255.
func digit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}

// only reports whether s is not empty and has digits below base alone.
func only(s string, base byte) bool {
	for i := range len(s) {
		if digit(s[i]) >= base {
			return false
		}
	}
	return s != ""
}
