package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cnwire/cnwire/spec"
)

// width is how long a line of a page may be.
const width = 120

// wrapped breaks a sentence into lines, all but the first of which start with
// indent; what stands before the first, as wide as indent, its caller writes.
func wrapped(sentence, indent string) string {
	var md strings.Builder
	at := len(indent)
	for i, word := range strings.Fields(sentence) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+n > width:
			md.WriteString("\n" + indent)
			at = len(indent)
		default:
			md.WriteByte(' ')
			at++
		}
		md.WriteString(word)
		at += n
	}
	return md.String() + "\n"
}

// inLines writes numbers and names one behind the other.
func inLines(vs []spec.Value) string {
	words := make([]string, len(vs))
	for i, v := range vs {
		words[i] = fmt.Sprintf("%d\x00%s", v.Value, v.Name) // which stay together
	}
	return strings.TrimSuffix(strings.ReplaceAll(wrapped(strings.Join(words, ", ")+".", ""), "\x00", " "), "\n")
}
