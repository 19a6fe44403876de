package fit_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/fit"
)

// broken returns all lines of a text.
func broken(text string, columns int) (lines []string) {
	for rest := []byte(text); ; {
		var line []byte
		line, rest = fit.Break(rest, columns)
		lines = append(lines, string(line))
		if len(rest) == 0 {
			return lines
		}
	}
}

func TestBreak(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		want    string
	}{
		{"", 5, ""},
		{"abcde", 5, "abcde"},
		{"abcdef", 5, "abcde|f"},
		{"abc def", 5, "abc|def"},
		{"abc   def", 5, "abc|def"},
		{"abcde fgh", 5, "abcde|fgh"},
		{"a bcdefghijk", 8, "a bcdefg|hijk"}, // the blank is too far in front
		{"start,end,parent", 10, "start,end,|parent"},
		{"start,events", 8, "start,|events"},
		{"日本日本", 5, "日本|日本"},
		{"日本", 1, "日|本"}, // or it would never end
		{"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
		{"        x", 3, "   |   |  x"},
		{"x      ", 3, "x"},
	} {
		if got := strings.Join(broken(c.text, c.columns), "|"); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.columns, got, c.want)
		}
	}
}

// No line is longer than it may be, and nothing is missing but blanks.
func TestBreakLosesNothing(t *testing.T) {
	const text = "/usr/bin/日本語 --option=a,b,c,d  e\u0301\u0301 \"two words\" 👍👍👍 averyveryverylongword x"
	for columns := 2; columns < 80; columns++ {
		lines := broken(text, columns)
		for _, line := range lines {
			if n := fit.Width([]byte(line)); n > columns {
				t.Errorf("%d columns in %d: %q", n, columns, line)
			}
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := bare(strings.Join(lines, "")); got != bare(text) {
			t.Errorf("in %d: %q", columns, lines)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		want    string
	}{
		{"abcdef", 0, "abcdef"}, {"abcdef", 6, "abcdef"}, {"abcdef", 5, "abcd…"}, {"abcdef", 1, "…"},
		{"日本日本", 8, "日本日本"}, {"日本日本", 7, "日本日…"}, {"日本日本", 6, "日本…"}, {"e\u0301f", 2, "e\u0301f"},
	} {
		if got := string(fit.Cut([]byte(c.text), c.columns)); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.columns, got, c.want)
		}
	}
}

func TestBelow(t *testing.T) {
	const blanks = "                    "
	for _, c := range []struct {
		line, text string
		indent     int
		columns    int
		want       string
	}{
		{"1 ", "a text", 2, 0, "1 a text"},
		{"1 ", "a text", 2, 8, "1 a text"},
		{"1 ", "two ox", 2, 7, "1 two\n  ox"},
		{"1234567890 ", "two words", 11, 19, "1234567890 two\n           words"},
		{"1234567890 ", "two words", 11, 13, "1234567890\n    two words"}, // nothing can be read in two columns
		{"1234567890 ", "x", 11, 12, "1234567890 x"},
		{"", "abc", 0, 1, "a\nb\nc"},
	} {
		if got := string(fit.Below([]byte(c.line), []byte(c.text), []byte(blanks[:c.indent]), c.columns)); got != c.want {
			t.Errorf("%q and %q in %d:\n%s\nwant\n%s", c.line, c.text, c.columns, got, c.want)
		}
	}
}
