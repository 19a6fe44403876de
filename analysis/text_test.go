package analysis_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
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
		{"\u200a\u200b\u200f\u2010", "\u200a" + `\xe2\x80\x8b\xe2\x80\x8f` + "\u2010"},
		{"\u2027\u2028\u202e\u202f", "\u2027" + `\xe2\x80\xa8\xe2\x80\xae` + "\u202f"},
		{"\u2065\u2066\u206f\u2070", "\u2065" + `\xe2\x81\xa6\xe2\x81\xaf` + "\u2070"},
		{"\u061b\u061c\u061d", "\u061b" + `\xd8\x9c` + "\u061d"}, // Arabic letter mark
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

// TestUnprintable: what is escaped is Cc, Cf, Zl and Zp of Unicode 15, in text
// and in JSON, and SPEC.md R15 lists just those.
func TestUnprintable(t *testing.T) {
	if !strings.HasPrefix(unicode.Version, "15.") {
		t.Skipf("this Go has Unicode %s", unicode.Version)
	}
	spec, err := os.ReadFile("../SPEC.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rule, _ := strings.Cut(string(spec), "Not printable are")
	_, rule, _ = strings.Cut(rule, "U+")
	rule, _, _ = strings.Cut(rule, ". Other text")
	listed := map[rune]bool{}
	for _, of := range regexp.MustCompile(`([0-9A-F]{4,5})(?:\s+to\s+([0-9A-F]{4,5}))?`).FindAllStringSubmatch(rule, -1) {
		first, last := hexadecimal(of[1]), hexadecimal(of[1])
		if of[2] != "" {
			last = hexadecimal(of[2])
		}
		for r := first; r <= last; r++ {
			listed[r] = true
		}
	}
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r >= 0xd800 && r < 0xe000 {
			continue // no character
		}
		want := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
		if listed[r] != want {
			t.Errorf("%U: in R15 %v, in Unicode %v", r, listed[r], want)
		}
		s := string(r)
		if got := string(analysis.AppendText(nil, []byte(s))) == s; got == want && r != ',' && r != '\\' {
			t.Errorf("%U: AppendText lets it stand: %v", r, got)
		}
		if got := string(analysis.Escape([]byte(s), 0)) == s; got == want {
			t.Errorf("%U: Escape lets it stand: %v", r, got)
		}
		quoted := string(analysis.AppendJSONString(nil, s))
		if got := quoted == `"`+s+`"`; got == want && r != '"' && r != '\\' {
			t.Errorf("%U: AppendJSONString lets it stand: %v", r, got)
		}
		var back string
		if err := json.Unmarshal([]byte(quoted), &back); err != nil || back != s {
			t.Errorf("%U: %s is %q, %v", r, quoted, back, err)
		}
	}
}

func hexadecimal(s string) rune {
	n, _ := strconv.ParseUint(s, 16, 32)
	return rune(n)
}

// TestJSONString has the forms of what JSON must escape.
func TestJSONString(t *testing.T) {
	for in, want := range map[string]string{
		"": `""`, "a": `"a"`, "\x00\x1e\x1f\x7f": `"\u0000\u001e\u001f\u007f"`, "\b\t\n\f\r\v": `"\b\t\n\f\r\u000b"`, `"\/`: `"\"\\/"`,
		"\u009f\u061c\u202e": `"\u009f\u061c\u202e"`, "\U000e0001": `"\udb40\udc01"`, "a\xffb\xc3": `"a\ufffdb\ufffd"`, "\ufffd😀<>&": `"` + "\ufffd😀<>&" + `"`,
	} {
		if got := string(analysis.AppendJSONString([]byte("x"), in)); got != "x"+want {
			t.Errorf("%q: %s, want x%s", in, got, want)
		}
	}
}
