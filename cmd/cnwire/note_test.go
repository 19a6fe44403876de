package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus"
)

// TestOneNote: one thing that is odd in a capture is enough for status 1, and
// none is status 0.
func TestOneNote(t *testing.T) {
	demo := corpus.Demo()
	sound := slices.Concat(demo[:24], demo[204:312])
	odd := bytes.Clone(sound)
	odd[24+12]-- // one byte more was captured than the packet had
	name := filepath.Join(t.TempDir(), "x")
	for _, args := range [][]string{{"read", name}, {"info", name}, {"stats", name}, {"ps", name}, {"convert", name, os.DevNull}, {"diff", name, name}, {"check", "--fail-on", "warn", name}} {
		for want, b := range [][]byte{sound, odd} {
			if err := os.WriteFile(name, b, 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("cnwire", args...)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			cmd.Run()
			if got := cmd.ProcessState.ExitCode(); got != want || args[0] != "check" && strings.Contains(stderr.String(), "cnwire: ") != (want > 0) {
				t.Errorf("%v: status %d, want %d, %s", args, got, want, stderr.String())
			}
		}
	}
}
