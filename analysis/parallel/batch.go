package parallel

import (
	"bufio"
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// The bounds of a batch. A frame that needs more than largest bytes is in none: its
// messages would keep their room for good.
const (
	maxFrames = 256
	minFrames = 8        // also as long as nobody knows how long they print
	maxBytes  = 32 << 10 // of all its packets
	largest   = 512
	enough    = 256 << 10          // of output
	longest   = enough / minFrames // that a frame prints; of more the output is worth no copy
	alone     = 256                // frames that are printed at once behind one that printed more
)

// batch is a number of frames on their way to another processor.
type batch struct {
	frames   []analysis.Frame
	n        int    // that it has; the next one is made behind
	bytes    []byte // of their packets
	used     int
	subjects []analysis.Subject // of their messages

	supposed, left State // before the first frame, and behind the last
	out            output
	done           chan bool // it was printed
}

// newBatch returns one for so many frames.
func newBatch(frames int) *batch {
	return &batch{frames: make([]analysis.Frame, frames), bytes: make([]byte, maxBytes), done: make(chan bool, 1)}
}

// room returns where the next frame is to be made, and moves its packet's bytes to
// where they stay.
func (b *batch) room(p *pcap.Packet) *analysis.Frame {
	to := b.bytes[b.used:]
	n := copy(to, p.Data)
	p.Data = to[:n:n]
	if raw := p.Options.Raw; len(raw) > 0 {
		m := copy(to[n:], raw)
		p.Options.Raw = to[n : n+m : n+m]
	}
	return &b.frames[b.n]
}

// keep keeps the frame that was made there.
func (b *batch) keep() {
	f := &b.frames[b.n]
	for i := range f.Messages {
		if m := &f.Messages[i]; m.Subject != nil { // which is valid until the next frame
			b.subjects = append(b.subjects, *m.Subject)
			m.Subject = &b.subjects[len(b.subjects)-1]
		}
	}
	b.used += len(f.Data) + len(f.Options.Raw)
	b.n++
}

// full reports whether the batch has so many frames, or no room for one more.
func (b *batch) full(frames int) bool { return b.n >= frames || b.used+largest > maxBytes }

// empty makes the batch ready for other frames.
func (b *batch) empty() {
	b.n, b.used, b.subjects = 0, 0, b.subjects[:0]
	if b.out = b.out[:0]; cap(b.out) > 4*enough {
		b.out = nil
	}
}

// print writes the frames.
func (b *batch) print(to Single) error {
	for i := range b.frames[:b.n] {
		if err := to.Frame(&b.frames[i]); err != nil {
			return err
		}
	}
	return nil
}

// worker prints batches into memory.
type worker struct {
	w  *bufio.Writer
	to Single
}

func newWorker(create Make) (*worker, error) {
	w := worker{w: bufio.NewWriter(io.Discard)}
	var err error
	w.to, err = create(w.w)
	return &w, err
}

// run prints batches until there are no more.
func (w *worker) run(jobs <-chan *batch) {
	state := kept(w.to)
	for b := range jobs {
		w.w.Reset(&b.out)
		if state != nil {
			*state = b.supposed
		}
		b.print(w.to) // memory has no errors
		w.w.Flush()
		if state != nil {
			b.left = *state
		}
		b.done <- true
	}
}

// output is what was printed.
type output []byte

func (o *output) Write(b []byte) (int, error) {
	*o = append(*o, b...)
	return len(b), nil
}
