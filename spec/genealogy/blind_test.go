package genealogy_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
)

func TestBlind(t *testing.T) {
	var l genealogy.Losses
	if got, want := l.Blind(), "No message had a number by which losses could be seen."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	heard(&l, event(1, 1, 7), event(2, 0, 7), event(3, 1, 8))
	if got, want := l.Blind(), "What was lost after the last message of a CPU cannot be seen: after frame 2 on CPU 0, frame 3 on CPU 1."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for cpu := range uint32(8) {
		heard(&l, event(10, 2+cpu, 7))
	}
	if got, want := l.Blind(), "frame 10 on CPU 7, the last ones of 2 more."; !strings.HasSuffix(got, want) {
		t.Errorf("%q, want %q at its end", got, want)
	}
}
