package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// readAhead are the commands that have frames read ahead by another processor, where they get one
// capture alone.
var readAhead = []string{"ps", "stats", "check", "listeners", "pairs", "timeline", "export", "follow", "report"}

// TestCoresOfOne: with one capture, every analysis in all its forms writes on several processors what it
// writes on one. The captures are those that have enough frames for that, one that is damaged in its
// middle, one that is cut, and one with comments.
func TestCoresOfOne(t *testing.T) {
	folder := t.TempDir()
	captures := frames.Captures(t)
	maps.DeleteFunc(captures, func(_ string, b []byte) bool { return len(b) < 30_000 })
	big := captures["captures/amd64-6.1.192-nlmon.pcap"]
	damaged := bytes.Clone(big)
	damaged[len(damaged)/2] ^= 0xff
	captures["damaged"], captures["cut"], captures["told"] = damaged, big[:len(big)*2/3], laid("told", 1200, 0)
	var names []string
	for _, name := range slices.Sorted(maps.Keys(captures)) {
		place := filepath.Join(folder, strings.ReplaceAll(name, "/", "-"))
		if err := os.WriteFile(place, captures[name], 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, place)
	}
	if len(names) < 5 {
		t.Fatal(names)
	}
	of := map[string]int{}
	for i, form := range allForms() {
		command, _, _ := strings.Cut(form, " ")
		if !slices.Contains(readAhead, command) {
			continue
		}
		for k, name := range names {
			if of[command] > 0 && !testkit.Share(i+k*7, 20) {
				continue
			}
			of[command]++
			form := strings.NewReplacer("CAP", name, "OTHER", name, "<TEXT ", "", "OUT", "out", "FOLDER", "out").Replace(form)
			want, got := onCores(t, "1", strings.Fields(form), nil), onCores(t, "2", strings.Fields(form), nil)
			if got != want {
				t.Errorf("cnwire %s: on two processors it writes something else: %d bytes, %d on one", form, len(got), len(want))
			}
		}
	}
	if len(of) != len(readAhead) {
		t.Errorf("some of %v were not tried: %v", readAhead, of)
	}

}
