package extcap

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is a line of an answer: a word, and pairs of a name and a value in
// braces.
func sentence(word string, pairs ...string) string {
	var b strings.Builder
	b.WriteString(word + " ")
	for i := 0; i < len(pairs); i += 2 {
		b.WriteString("{" + pairs[i] + "=" + clean(pairs[i+1]) + "}")
	}
	return b.String() + "\n"
}

// clean makes a value that ends where it should: there is no way to escape a
// brace or the end of a line, and Wireshark drops a line that is no UTF-8. Names of
// processes may have all of them.
func clean(value string) string {
	return strings.Map(func(r rune) rune {
		if r == '{' || r == '}' || r == utf8.RuneError || !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, value)
}
