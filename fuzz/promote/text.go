package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// What the go command writes when a target of one []byte fails.
const (
	version = "go test fuzz v1"
	before  = "[]byte("
)

// parseCrash reads the file of a crash.
func parseCrash(text string) ([]byte, error) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != 2 || lines[0] != version || !strings.HasPrefix(lines[1], before) || !strings.HasSuffix(lines[1], ")") {
		return nil, errors.New("no crash of a target of one []byte")
	}
	s, err := strconv.Unquote(lines[1][len(before) : len(lines[1])-1])
	return []byte(s), err
}

// seedText is a crash with its story behind the bytes, where the go command
// allows one.
func seedText(b []byte, why string) string {
	return fmt.Sprintf("%s\n%s%q) // %s\n", version, before, b, strings.Join(strings.Fields(why), " "))
}

// caseText is a file of fuzz/cases: the story as a comment, then the digits, a
// word of four bytes at a time.
func caseText(b []byte, target, why string) string {
	var s strings.Builder
	line := "#"
	for _, word := range strings.Fields(why + " Found by " + target + ".") {
		if len(line)+1+len(word) > 110 {
			s.WriteString(line + "\n")
			line = "#"
		}
		line += " " + word
	}
	s.WriteString(line + "\n")
	for i := 0; i < len(b); i += 4 {
		end := " "
		if i%20 == 16 || i+4 >= len(b) {
			end = "\n"
		}
		fmt.Fprintf(&s, "%x%s", b[i:min(i+4, len(b))], end)
	}
	return s.String()
}
