package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus"
)

// TestVerdictOnClosedPipe: a command whose status says what it found says it
// also when whoever reads its output has had enough.
func TestVerdictOnClosedPipe(t *testing.T) {
	folder := t.TempDir()
	demo := corpus.Demo()
	long := slices.Concat(demo[:24], bytes.Repeat(demo[24:], 300))
	other := slices.Concat(demo[:24], bytes.Repeat(demo[204:312], 9000)) // forks alone
	late := slices.Concat(long, demo[24:60])                             // cut, behind all frames
	for name, b := range map[string][]byte{"long": long, "same": long, "other": other, "late": late} {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		want int
		args []string
	}{
		{1, []string{"diff", "long", "other"}},
		{0, []string{"diff", "long", "same"}},
		{1, []string{"check", "--all", "--fail-on", "warn", "long"}},
		{1, []string{"check", "--all", "late"}},
		{0, []string{"check", "--all", "--fail-on", "never", "late"}},
		{1, []string{"vectors", "run", "--", "true"}},
	} {
		cmd := exec.Command("cnwire", c.args...)
		cmd.Dir = folder
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdout = w
		r.Close() // before the first line
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		w.Close()
		cmd.Wait()
		if got := cmd.ProcessState.ExitCode(); got != c.want || bytes.Contains(stderr.Bytes(), []byte("broken pipe")) {
			t.Errorf("%v: status %d, want %d, %s", c.args, got, c.want, stderr.String())
		}
	}
}
