//go:build unix

package source_test

import (
	"context"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/source"
)

// TestInterruptedFIFO: the context ends the wait for somebody who writes into a
// FIFO.
func TestInterruptedFIFO(t *testing.T) {
	name := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Skipf("There is no FIFO here: waiting for one is not tested (%v).", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := source.New(source.Options{Context: ctx}, source.File(name)).Next()
	if err != context.DeadlineExceeded {
		t.Errorf("%v", err)
	}
	if i := source.File(name); i.Twice() || i.IsFile() {
		t.Error("a FIFO is no file that can be read twice")
	}
}
