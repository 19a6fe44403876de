package main

import (
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/source"
)

func TestProgressLine(t *testing.T) {
	const mb = 1000000
	for want, c := range map[string]struct {
		bytes  int64
		frames uint64
		size   int64
		since  time.Duration
	}{
		"x: 25.0 MB, 7 frames, 12.5 MB/s, 25%, 6s left": {25 * mb, 7, 100 * mb, 2 * time.Second},
		"x: 25.0 MB, 7 frames, 12.5 MB/s, 50%, 2s left": {25 * mb, 7, 50 * mb, 2 * time.Second},
		"x: 25.0 MB, 7 frames, 12.5 MB/s":               {25 * mb, 7, 0, 2 * time.Second}, // a pipe is among them
		"x: 9.0 MB, 1 frames, 4.5 MB/s":                 {9 * mb, 1, mb, 2 * time.Second}, // the file has grown
		"x: 0.0 MB, 0 frames, 0.0 MB/s":                 {0, 0, mb, time.Second},
		"x: 1.0 MB, 5 frames, 1.0 MB/s, 100%, 0s left":  {mb, 5, mb, time.Second},
	} {
		p := &progress{name: "x"}
		p.set(source.Progress{Bytes: c.bytes, Size: c.size, Frames: c.frames})
		if got := p.line(c.since); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
