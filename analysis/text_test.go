package analysis_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cnwire/cnwire/analysis"
)

// TestAppendText has every class of character, at both ends of its range.
func TestAppendText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"bash\x00left over", "bash"},
		{"sixteen bytes---", "sixteen bytes---"},
		{"", ""},
		{"\x00x", ""},
		{"a b~!", "a b~!"},
		{`a\b`, `a\\b`},
		{"a,b", `a\x2cb`},
		{"\x01\x1f\x7f\t\n\r\x1b", `\x01\x1f\x7f\x09\x0a\x0d\x1b`},
		{"\u0080\u009f\u00a0", `\xc2\x80\xc2\x9f` + "\u00a0"},
		{"\u200d\u200e\u200f\u2010", "\u200d" + `\xe2\x80\x8e\xe2\x80\x8f` + "\u2010"},
		{"\u2027\u2028\u202e\u202f", "\u2027" + `\xe2\x80\xa8\xe2\x80\xae` + "\u202f"},
		{"\u2065\u2066\u2069\u206a", "\u2065" + `\xe2\x81\xa6\xe2\x81\xa9` + "\u206a"},
		{"žluť 日本 😀", "žluť 日本 😀"},
		{"\ufffd", "\ufffd"},                     // the character itself is valid
		{"a\xff\xc3", `a\xff\xc3`},               // no UTF-8; the last one a character cut in two
		{"\xc0\x80", `\xc0\x80`},                 // NUL, too long
		{"\xed\xa0\x80", `\xed\xa0\x80`},         // a surrogate
		{"\xf4\x90\x80\x80", `\xf4\x90\x80\x80`}, // above U+10FFFF
		{"\xe6\x97\x00\xa5", `\xe6\x97`},         // ends within a character
	} {
		if got := string(analysis.AppendText(nil, []byte(c.in))); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

// TestEscape has the classes of characters that a comment or a name may have.
func TestEscape(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"a, b~", "a, b~"},
		{`a\b`, `a\b`}, // as in tshark
		{"\b\t\n\f\r", `\b\t\n\f\r`},
		{"\x00\x07\v\x1b[31m\x1f\x7f", `\x00\x07\x0b\x1b[31m\x1f\x7f`},
		{"\u0080\u009b\u009f\u00a0", `\xc2\x80\xc2\x9b\xc2\x9f` + "\u00a0"},
		{"\u2027\u202e", "\u2027" + `\xe2\x80\xae`},
		{"žluť 日本 😀\ufffd", "žluť 日本 😀\ufffd"},
		{"a\xff\x9b\xc3", `a\xff\x9b\xc3`},
	} {
		for _, before := range []string{"", "\x1b\xff"} { // stays as it is
			if got := string(analysis.Escape([]byte(before+c.in), len(before))); got != before+c.want {
				t.Errorf("%q: %q, want %q", before+c.in, got, before+c.want)
			}
		}
	}
}

// TestEscapeAlways: what comes out is valid, is one line, and is not escaped
// again, whatever stands next to what.
func TestEscapeAlways(t *testing.T) {
	for a := range 256 {
		for b := range 256 {
			in := []byte{'x', byte(a), byte(b), 'y'}
			got := string(analysis.Escape([]byte(string(in)), 0))
			if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
				t.Fatalf("%q: %q", in, got)
			}
			if again := string(analysis.Escape([]byte(got), 0)); again != got {
				t.Fatalf("%q: %q, and then %q", in, got, again)
			}
		}
	}
}
