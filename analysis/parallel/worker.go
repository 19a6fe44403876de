package parallel

import (
	"bufio"
	"io"

	"github.com/cnwire/cnwire/analysis"
)

// How much a batch may have, and what it has as long as nobody knows how long its frames
// print.
const (
	maxFrames = 128
	minFrames = 8
	enough    = 256 << 10          // of output
	longest   = enough / minFrames // that a frame prints; of more the output is worth no copy

	behindLong = 256 // frames that are printed at once behind a batch that printed more
)

// worker prints the frames of a batch into memory.
type worker struct {
	frames   []*analysis.Frame
	passed   int                // frames of the batch that are not printed
	subjects []analysis.Subject // of their messages

	w   *bufio.Writer
	to  Single
	err error // of making it

	supposed, left State // before the first frame, and behind the last
	out            output
}

// add takes a frame. What a message tells of its subject is valid until the next frame,
// and is kept here.
func (w *worker) add(f *analysis.Frame) {
	for i := range f.Messages {
		if m := &f.Messages[i]; m.Subject != nil {
			w.subjects = append(w.subjects, *m.Subject)
			m.Subject = &w.subjects[len(w.subjects)-1]
		}
	}
	w.frames = append(w.frames, f)
}

// print prints the frames into memory.
func (w *worker) print(create Make) {
	if w.to == nil && w.err == nil {
		w.w = bufio.NewWriter(io.Discard)
		w.to, w.err = create(w.w)
	}
	if w.err != nil {
		return
	}
	w.w.Reset(&w.out)
	state := kept(w.to)
	if state != nil {
		*state = w.supposed
	}
	w.put(w.to) // memory has no errors
	w.w.Flush()
	if state != nil {
		w.left = *state
	}
}

// put prints the frames to a Single.
func (w *worker) put(to Single) error {
	for _, f := range w.frames {
		if err := to.Frame(f); err != nil {
			return err
		}
	}
	return nil
}

// empty makes the worker ready for other frames.
func (w *worker) empty() {
	w.frames, w.subjects, w.passed = w.frames[:0], w.subjects[:0], 0
	if w.out = w.out[:0]; cap(w.out) > 4*enough {
		w.out = nil
	}
}

// output is what was printed.
type output []byte

func (o *output) Write(b []byte) (int, error) {
	*o = append(*o, b...)
	return len(b), nil
}
