package parallel

import (
	"bufio"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
)

// Printer prints frames on all processors that source.Source.Each has frames on. What was
// printed is in the writer when Each returns.
type Printer struct {
	w       *bufio.Writer
	create  Make
	own     Single // for w itself
	live    bool
	workers [source.MaxWorkers]*worker // by their numbers, from 1

	frames atomic.Int32 // how many a batch is to have
	alone  atomic.Int32 // how many are to be printed at once, in none

	mu    sync.Mutex
	state *State // of own: behind all that was written to w; workers look at it under mu
	err   error  // the first one: nothing more is printed
}

// New returns a Printer that, where Go may use one processor, or live is set, prints each
// frame at once. The error is that of create, which is not called again before there are
// many frames.
func New(w *bufio.Writer, live bool, create Make) (*Printer, error) {
	p := &Printer{w: w, create: create, live: live || runtime.GOMAXPROCS(0) < 2}
	p.frames.Store(minFrames)
	var err error
	if p.own, err = create(w); err != nil {
		return nil, err
	}
	p.state = kept(p.own)
	return p, nil
}

// Stages are what Each is to do for the Printer. frame takes the frames first, and prints
// those that are to be printed by Frame.
func (p *Printer) Stages(frame func(*source.Frame, error) error) source.Stages {
	return source.Stages{Frame: frame, Apart: p.apart, Write: p.write, Size: p.size, Live: p.live}
}

// Pass takes a frame that is not to be printed: it is for a Single that wants it, which
// must be live.
func (p *Printer) Pass(f *source.Frame) error {
	if f.Worker > 0 {
		p.worker(f).passed++
		return nil
	}
	p.single()
	if s, ok := p.own.(interface{ Pass(*analysis.Frame) error }); ok {
		return s.Pass(f.Frame)
	}
	return nil
}

// Skipped is how many frames were nothing for the format, behind Each.
func (p *Printer) Skipped() (n uint64) {
	count := func(s Single) {
		if s, ok := s.(interface{ Skipped() uint64 }); ok {
			n += s.Skipped()
		}
	}
	count(p.own)
	for _, w := range p.workers {
		if w != nil && w.to != nil {
			count(w.to)
		}
	}
	return n
}

// Frame takes a frame to be printed. The error is one of writing, perhaps of a frame
// before.
func (p *Printer) Frame(f *source.Frame) error {
	if f.Worker > 0 {
		p.worker(f).add(f.Frame)
		return nil
	}
	p.single()
	if p.err == nil {
		p.err = p.own.Frame(f.Frame)
	}
	return p.err
}

// worker returns that of a frame's batch.
func (p *Printer) worker(f *source.Frame) *worker {
	w := &p.workers[f.Worker-1]
	if *w == nil {
		*w = new(worker)
	}
	return *w
}

// single counts a frame that is in no batch.
func (p *Printer) single() {
	if p.alone.Load() > 0 {
		p.alone.Add(-1)
	}
}

// size is how many frames the next batch is to have.
func (p *Printer) size() int {
	if p.alone.Load() > 0 {
		return 0
	}
	return int(p.frames.Load())
}

// apart prints the frames of a worker's batch into memory.
func (p *Printer) apart(number int) {
	w := p.workers[number-1]
	if w == nil || len(w.frames) == 0 {
		return
	}
	p.mu.Lock()
	if p.state != nil {
		w.supposed = *p.state
	}
	p.mu.Unlock()
	w.print(p.create)
}

// write writes what apart printed, when it is the batch's turn.
func (p *Printer) write(number int) error {
	w := p.workers[number-1]
	if w == nil {
		return nil
	}
	n := len(w.frames)
	switch {
	case p.err != nil || n == 0:
	case w.err != nil:
		p.err = w.err
	case p.supposed(w):
		_, p.err = p.w.Write(w.out)
	default:
		p.mu.Lock()
		p.err = w.put(p.own)
		p.mu.Unlock()
	}
	if all := n + w.passed; all > 0 {
		p.frames.Store(int32(max(minFrames, min(maxFrames, enough*all/max(1, len(w.out))))))
	}
	if len(w.out) > longest*n {
		p.alone.Store(behindLong)
	}
	w.empty()
	return p.err
}

// supposed reports whether the frames before left what a batch supposed, and takes over what
// the batch leaves then.
func (p *Printer) supposed(w *worker) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state == nil {
		return true
	}
	if w.supposed != *p.state {
		return false
	}
	*p.state = w.left
	return true
}

// Flush flushes the writer.
func (p *Printer) Flush() error {
	if p.err == nil {
		p.err = p.w.Flush()
	}
	return p.err
}

// End writes what closes the output, into the writer.
func (p *Printer) End() error {
	if p.err != nil {
		return p.err
	}
	return p.own.End()
}
