package repeated_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/repeated"
)

var flags = repeated.Flags{
	"-e": "--field", "-E": "--option", "-r": "--read-file",
	"--field": "--field", "--option": "--option", "--read-file": "--read-file",
}

// TestGather: flags that may be given many times become one, wherever they stand,
// and all else stays as it is. | stands for NUL.
func TestGather(t *testing.T) {
	for line, want := range map[string]string{
		"":                                      "",
		"read x":                                "read x",
		"read -e a x":                           "read -ea x",
		"read -e a -e b -e c x":                 "read -ea|b|c x",
		"read -e a x -V -e b":                   "read -ea|b x -V",
		"read -ea --field b --field=c x":        "read -ea|b|c x",
		"read --field b -e a x":                 "read --field=b|a x",
		"-r a -e x -E header=y -r b -E quote=d": "-ra|b -ex -Eheader=y|quote=d",
		"ps -r - -r -":                          "ps -r-|-",
		"ps -e -r a":                            "ps -e -ra", // kong says what is wrong
		"ps -r":                                 "ps -r",
		"ps -e a -- -e b -e c":                  "ps -ea -- -e b -e c",
		"ps -Ve a -e b":                         "ps -Ve a -eb", // one of them is within a group
		"convert --frames=-9 a b":               "convert --frames=-9 a b",
		"read -Y e=r x":                         "read -Y e=r x",
		"-":                                     "-",
	} {
		got := strings.ReplaceAll(strings.Join(repeated.Gather(strings.Fields(line), flags), " "), "\x00", "|")
		if got != want {
			t.Errorf("%q becomes %q, not %q", line, got, want)
		}
	}
	if got := repeated.Gather([]string{"read", "-e", "", "-e", "a", "-r", ""}, flags); !slices.Equal(got, []string{"read", "-e\x00a", "--read-file="}) {
		t.Errorf("empty values become %q", got)
	}
	if got := repeated.Split("\x00a\x00"); !slices.Equal(got, []string{"", "a", ""}) {
		t.Errorf("split: %q", got)
	}
}
