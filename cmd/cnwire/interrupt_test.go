package main

import (
	"io"
	"os"
	"runtime"
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus"
)

// Ctrl-C ends an analysis with what was read until then, and a status that no CI
// takes for a clean capture.
func TestInterruptedAnalysis(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal to send: the interrupt is not tested.")
	}
	demo := corpus.Demo()
	for _, command := range []string{"stats", "ps", "pairs", "check"} {
		l := start(t, command, "-")
		l.write(t, demo[:24])
		go func() {
			for n := 1; ; n++ {
				if n == 200 { // more than a pipe holds: it is reading
					l.cmd.Process.Signal(os.Interrupt)
				}
				if _, err := l.in.Write(demo[24:]); err != nil {
					return
				}
			}
		}()
		shown, _ := io.ReadAll(l.out)
		if status := l.status(t); status != statusInterrupted || len(shown) == 0 {
			t.Errorf("%s: status %d, %d bytes shown, %s", command, status, len(shown), l.stderr.String())
		}
	}
}
