package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// progress shows on a terminal how far a long reading has come: bytes, frames,
// rate, and the time left where the size is known.
type progress struct {
	bytes, frames atomic.Int64

	name  string
	size  int64 // 0 if not known
	begin time.Time
	quit  chan struct{}
	ended sync.WaitGroup
}

// patience is how long a reading may take before it is worth a line.
const patience = time.Second

// newProgress watches a reading, if standard error is a terminal and the output
// does not go to it.
func newProgress(name string, f io.Reader) *progress {
	p := &progress{name: name, begin: time.Now(), quit: make(chan struct{})}
	if file, ok := f.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			p.size = info.Size()
		}
	}
	if term.IsTerminal(int(os.Stderr.Fd())) && !term.IsTerminal(int(os.Stdout.Fd())) {
		p.ended.Go(p.show)
	}
	return p
}

// stop takes the line away.
func (p *progress) stop() {
	close(p.quit)
	p.ended.Wait()
}

func (p *progress) show() {
	wait := time.NewTimer(patience)
	defer wait.Stop()
	shown := false
	for {
		select {
		case <-p.quit:
			if shown {
				fmt.Fprint(os.Stderr, "\r\x1b[K")
			}
			return
		case <-wait.C:
			fmt.Fprintf(os.Stderr, "\r\x1b[K%s", p.line(time.Since(p.begin)))
			shown = true
			wait.Reset(patience / 5)
		}
	}
}

// line says how far the reading is after so long.
func (p *progress) line(since time.Duration) string {
	bytes := p.bytes.Load()
	s := fmt.Sprintf("%s: %s, %d frames, %s/s", p.name, megabytes(bytes), p.frames.Load(), megabytes(int64(float64(bytes)/since.Seconds())))
	if p.size > 0 && bytes > 0 && bytes <= p.size {
		left := time.Duration(float64(since) * float64(p.size-bytes) / float64(bytes))
		s += fmt.Sprintf(", %d%%, %v left", 100*bytes/p.size, left.Round(time.Second))
	}
	return s
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
