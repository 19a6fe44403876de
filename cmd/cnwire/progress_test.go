package main

import (
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	const mb = 1000000
	for want, c := range map[string]struct {
		bytes, frames int64
		sizes         []int64
		since         time.Duration
	}{
		"x: 25.0 MB, 7 frames, 12.5 MB/s, 25%, 6s left": {25 * mb, 7, []int64{100 * mb}, 2 * time.Second},
		"x: 25.0 MB, 7 frames, 12.5 MB/s, 50%, 2s left": {25 * mb, 7, []int64{20 * mb, 30 * mb}, 2 * time.Second},
		"x: 25.0 MB, 7 frames, 12.5 MB/s":               {25 * mb, 7, []int64{100 * mb, 0}, 2 * time.Second}, // a pipe among them
		"x: 9.0 MB, 1 frames, 4.5 MB/s":                 {9 * mb, 1, []int64{mb}, 2 * time.Second},           // the file has grown
		"x: 0.0 MB, 0 frames, 0.0 MB/s":                 {0, 0, []int64{mb}, time.Second},
		"x: 1.0 MB, 5 frames, 1.0 MB/s, 100%, 0s left":  {mb, 5, []int64{mb}, time.Second},
	} {
		p := &progress{name: "x"}
		for _, size := range c.sizes {
			p.add(size)
		}
		p.bytes.Store(c.bytes)
		for range c.frames {
			p.frame()
		}
		if got := p.line(c.since); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
