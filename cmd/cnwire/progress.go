package main

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"github.com/cnwire/cnwire/analysis/source"
)

// progress shows on a terminal how far a long work has come: bytes, frames,
// rate, and the time left where the size is known.
type progress struct {
	bytes, frames atomic.Int64
	size          atomic.Int64           // of all inputs, 0 if nobody knows
	text          atomic.Pointer[string] // to be shown instead

	silent bool // nothing else is written to the terminal
	name   string
	begin  time.Time
	quit   chan struct{}
	ended  sync.WaitGroup
}

// patience is how long a work may take before it is worth a line.
const patience = time.Second

// newProgress watches a work, if standard error is a terminal and the output
// does not go to it.
func newProgress(name string) *progress { return watch(&progress{name: visible(name)}) }

func watch(p *progress) *progress {
	p.begin, p.quit = time.Now(), make(chan struct{})
	if term.IsTerminal(int(os.Stderr.Fd())) && (p.silent || !term.IsTerminal(int(os.Stdout.Fd()))) {
		p.ended.Go(p.show)
	}
	return p
}

// set is told how far the reading is.
func (p *progress) set(at source.Progress) {
	p.bytes.Store(at.Bytes)
	p.size.Store(at.Size)
	p.frames.Store(max(p.frames.Load(), int64(at.Frames)))
}

// frame counts one, for those who read frames themselves.
func (p *progress) frame() { p.frames.Add(1) }

// stop takes the line away.
func (p *progress) stop() {
	close(p.quit)
	p.ended.Wait()
}

// statusLine says whether a line of progress stands on standard error, and
// keeps messages from mixing with it.
var statusLine struct {
	sync.Mutex
	shown bool
}

// clearLine takes a line of progress away before something else is written.
func clearLine() {
	if statusLine.shown {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
	statusLine.shown = false
}

func (p *progress) show() {
	next := time.NewTimer(patience)
	defer next.Stop()
	for {
		select {
		case <-p.quit:
			statusLine.Lock()
			clearLine()
			statusLine.Unlock()
			return
		case <-next.C:
			columns, _, err := term.GetSize(int(os.Stderr.Fd()))
			if err != nil || columns <= 0 {
				columns = 80
			}
			line := []rune(p.line(time.Since(p.begin)))
			statusLine.Lock()
			clearLine()
			fmt.Fprint(os.Stderr, string(line[:min(len(line), columns-1)]))
			statusLine.shown = true
			statusLine.Unlock()
			next.Reset(patience / 5)
		}
	}
}

// line says how far the reading is after so long.
func (p *progress) line(since time.Duration) string {
	if text := p.text.Load(); text != nil {
		return *text
	}
	bytes := p.bytes.Load()
	s := fmt.Sprintf("%s: %s, %d frames, %s/s", p.name, megabytes(bytes), p.frames.Load(), megabytes(int64(float64(bytes)/since.Seconds())))
	if size := p.size.Load(); bytes > 0 && bytes <= size {
		left := time.Duration(float64(since) * float64(size-bytes) / float64(bytes))
		s += fmt.Sprintf(", %d%%, %v left", 100*bytes/size, left.Round(time.Second))
	}
	return s
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
