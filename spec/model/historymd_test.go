package model

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// outside are the changes of spec/history.md that are none of the core's, which is all
// that the model has: when there is an event.
var outside = []string{"5.15 fs/proc/base.c:comm_write"}

// TestHistoryDocument: spec/history.md has a row of every change that the model knows,
// and no others but those outside it, in the order of releases.
func TestHistoryDocument(t *testing.T) {
	b, err := os.ReadFile("../history.md")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	var last spec.Version
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(line, "|")
		if len(cells) != 9 || strings.Contains(line, "---") || strings.Contains(line, "| since |") {
			continue
		}
		since, where := strings.TrimSpace(cells[1]), strings.TrimSpace(cells[4])
		if name := since + " " + where; !slices.Contains(said, name) {
			said = append(said, name)
		}
		v, err := spec.ParseSince(since)
		if err != nil {
			t.Fatal(err)
		}
		if v.Present.Compare(last) < 0 {
			t.Errorf("%s stands behind a later release", since)
		}
		last = v.Absent
		if last == (spec.Version{}) {
			last = v.Present
		}
	}
	var want []string
	for _, c := range history() {
		if name := c.since + " " + c.where; !slices.Contains(want, name) {
			want = append(want, name)
		}
	}
	for _, name := range append(slices.Clone(want), outside...) {
		if !slices.Contains(said, name) {
			t.Errorf("no row of %s", name)
		}
	}
	for _, name := range said {
		if !slices.Contains(want, name) && !slices.Contains(outside, name) {
			t.Errorf("the model knows nothing of %s", name)
		}
	}
}
