package main

import (
	"regexp"
	"strings"
)

// macro is a #define without parameters, and what stands behind its name.
type macro struct{ name, value string }

var (
	comments     = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	definition   = regexp.MustCompile(`^#\s*define\s+(\w+)(?:\s+(.*))?$`)
	word         = regexp.MustCompile(`\w+|\S`)
	withArgument = regexp.MustCompile(`^#\s*define\s+\w+\(`)
)

// split takes a header apart: its macros, and the words of its declarations without
// comments. Of #if and #else both sides are taken: what a header has under any
// condition it has.
func split(text string) (macros []macro, words []string) {
	text = comments.ReplaceAllString(text, " ")
	text = strings.ReplaceAll(text, "\\\n", " ")
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "#") {
			words = append(words, word.FindAllString(line, -1)...)
			continue
		}
		if m := definition.FindStringSubmatch(line); m != nil && !withArgument.MatchString(line) {
			macros = append(macros, macro{m[1], strings.TrimSpace(m[2])})
		}
	}
	return macros, words
}
