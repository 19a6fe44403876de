package fit_test

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/internal/needs"
)

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "žluťák": 6, "日本": 4, "e\u0301": 1, "→│█": 3, "👍": 2, "한글": 4, "ｱ": 1, "Ａ": 2, "Ωя": 2,
		"ab日c": 5, "abe\u0301": 3, "\xff": 1, "ab\xffc": 4, "a\x00\x7f": 3,
	} {
		if got := fit.Width([]byte(text)); got != want {
			t.Errorf("%q: %d columns, want %d", text, got, want)
		}
	}
}

// inPython prints each character that is not one column wide, by the Unicode that
// Python knows.
const inPython = `
import unicodedata
for c in range(0x20, 0x20000):
    k = unicodedata.category(chr(c))
    if k in ("Cc", "Cf", "Cs", "Cn", "Co"):
        continue
    print(c, 0 if k in ("Mn", "Me") else 2 if unicodedata.east_asian_width(chr(c)) in ("W", "F") else 1)
`

// TestUnicode compares each character that has a place in both Unicodes. One that is
// newer than ours may differ: a few do.
func TestUnicode(t *testing.T) {
	python := needs.Tool(t, "python3", "whether characters are as wide as Unicode says is not compared.")
	out, err := exec.Command(python, "-c", inPython).Output()
	if err != nil {
		t.Fatal(err)
	}
	seen, wrong := 0, 0
	for line := range strings.Lines(string(out)) {
		var r rune
		var want int
		if _, err := fmt.Sscan(line, &r, &want); err != nil {
			t.Fatal(err)
		}
		seen++
		if got := fit.Width([]byte(string(r))); got != want {
			if wrong++; wrong < 10 {
				t.Logf("U+%04X has %d columns, not %d", r, got, want)
			}
		}
	}
	if seen < 60000 || wrong > 500 {
		t.Errorf("%d of %d characters differ", wrong, seen)
	}
}
