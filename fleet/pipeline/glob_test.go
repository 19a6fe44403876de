package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A pattern stands for the files that a person would say.
func TestExpand(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"in/a.pcapng", "in/b.pcapng.gz", "in/x/c.pcapng", "in/x/y/d.pcapng", "in/x/[e].pcapng", "other/f.pcapng"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for pattern, want := range map[string]string{
		"in/**/*.pcapng":   "in/a.pcapng in/x/[e].pcapng in/x/c.pcapng in/x/y/d.pcapng",
		"./in/**/*.pcapng": "in/a.pcapng in/x/[e].pcapng in/x/c.pcapng in/x/y/d.pcapng",
		"in/*.pcapng*":     "in/a.pcapng in/b.pcapng.gz",
		"in/x/**":          "in/x/[e].pcapng in/x/c.pcapng in/x/y/d.pcapng",
		"*/?.pcapng":       "in/a.pcapng other/f.pcapng",
		"in/a.pcapng":      "in/a.pcapng",
		"in/x/[e].pcapng":  "in/x/[e].pcapng",
		"in/none*":         "",
		"in/none.pcapng":   "in/none.pcapng",
	} {
		var got []string
		if err := expand(context.Background(), pattern, func(path string) { got = append(got, path) }); err != nil {
			t.Errorf("%s: %v", pattern, err)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %s", pattern, got, want)
		}
	}
	for _, c := range []struct{ from, to string }{{"state", "in"}, {"in/x/y/loop", "../.."}} {
		if err := os.Symlink(c.to, c.from); err != nil {
			t.Skip("this system makes no symbolic links for us")
		}
	}
	// A folder that is a link is followed where a pattern names it, and not below.
	for pattern, want := range map[string]string{"state/**/*.pcapng": "state/a.pcapng state/x/[e].pcapng state/x/c.pcapng state/x/y/d.pcapng", "state/a*": "state/a.pcapng"} {
		var got []string
		if err := expand(context.Background(), pattern, func(path string) { got = append(got, path) }); err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %q, %v, want %s", pattern, got, err, want)
		}
	}
	if err := expand(context.Background(), "none/**", func(string) {}); err == nil {
		t.Error("a folder that is not there is no error")
	}
}
