package positional_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/positional"
)

func TestLast(t *testing.T) {
	takes := func(flag string) bool { return slices.Contains([]string{"-c", "--count", "-Y", "-r", "-é"}, flag) }
	for line, want := range map[string]string{
		"":                          "",
		"a b":                       "a b",
		"a -V b":                    "-V a b",
		"1 -c 3 a --tree b":         "-c 3 --tree 1 a b",
		"a -c3 b -Vc 3 c":           "-c3 -Vc 3 a b c",
		"a -VY x":                   "-VY x a",
		"a -Yx b":                   "-Yx a b",
		"a --count 3 b --count=4 c": "--count 3 --count=4 a b c",
		"- -r - b":                  "-r - - b",
		"a --unknown b":             "--unknown a b", // which the error is about
		"a -c -- -V b":              "-c a -- -V b",
		"a -V -- -c b":              "-V a -- -c b",
		"a -c":                      "-c a",
		"a -c -3 b":                 "-c -3 a b",
		"a -Vé x b":                 "-Vé x a b",
		"a -éV b":                   "-éV a b",
	} {
		if got := strings.Join(positional.Last(strings.Fields(line), takes), " "); got != want {
			t.Errorf("%q becomes %q, not %q", line, got, want)
		}
	}
}
