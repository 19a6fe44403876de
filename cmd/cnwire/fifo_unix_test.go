//go:build unix

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus"
)

// TestInterruptedOutput: an interrupt ends the wait for one who reads the FIFO
// that is written, and leaves the FIFO.
func TestInterruptedOutput(t *testing.T) {
	out := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(out, 0o600); err != nil {
		t.Skipf("There is no FIFO here: waiting for one is not tested (%v).", err)
	}
	l := start(t, "convert", "-", out)
	demo := corpus.Demo()
	l.write(t, slices.Concat(demo[:24], bytes.Repeat(demo[24:], 32))) // more than a pipe holds, so it has begun
	l.cmd.Process.Signal(os.Interrupt)
	if status := l.status(t); status != statusInterrupted || l.stderr.String() != "cnwire: interrupted\n" {
		t.Errorf("status %d, %s", status, l.stderr.String())
	}
	if info, err := os.Stat(out); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the FIFO is %v, %v", info, err)
	}
}
