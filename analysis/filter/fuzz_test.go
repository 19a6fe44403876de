package filter_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/internal/testkit"
)

// FuzzFilter compiles any text: what comes of it is an error with a place in the
// text, or a filter that chooses what the slow way of asking it does.
func FuzzFilter(f *testing.F) {
	for _, name := range []string{"filters.txt", "differences.txt"} {
		for i, line := range lines(f, name) {
			if !testkit.Share(i, 3) {
				continue
			}
			text, _, _ := strings.Cut(line, "\t")
			f.Add(text)
		}
	}
	f.Add("cn_proc.what in {exec .. PROC_EVENT_EXIT} && cn_proc.exit.signal == SIGKILL && cn_proc.pid#2 < -5")
	f.Add(strings.Repeat("!(", 150) + "frame" + strings.Repeat(")", 150))
	frames := slices.Concat(read(f, odd(f)), read(f, captured(f, "demo-amd64-6.1.192-nlmon.pcap")))
	f.Fuzz(func(t *testing.T, text string) {
		compiled, err := filter.Compile(text)
		if err != nil {
			var e *filter.Error
			if !errors.As(err, &e) || e.Pos < 0 || e.Len < 0 || e.Pos+e.Len > len(text) || e.Msg == "" {
				t.Fatalf("%q: %#v", text, err)
			}
			if caret := e.Caret(); strings.Count(caret, "\n") != 1 {
				t.Fatalf("%q: %q", text, caret)
			}
			return
		}
		for _, frame := range frames {
			if got, want := compiled.Match(frame), filter.Slow(text, frame); got != want {
				t.Fatalf("%q: frame %d: %v, want %v", text, frame.Number, got, want)
			}
		}
	})
}
