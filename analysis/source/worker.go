package source

import "github.com/cnwire/cnwire/analysis"

// worker takes a batch through all stages, and then another one.
type worker struct {
	batch
	s      *Source
	st     *Stages
	number int    // from 1
	at     uint64 // the number of its batch
	frame  Frame  // that Stages.Frame has
}

func newWorker(s *Source, st *Stages, number int) *worker {
	w := &worker{s: s, st: st, number: number}
	w.frames, w.bytes = analysis.MakeFrames(maxFrames), make([]byte, maxBytes)
	return w
}

// read reads the next batch, and takes it apart.
func (w *worker) read(t *turns) {
	w.at, w.n = t.Draw(), 0
	t.Drawn(t.stopped.Load() || !w.s.fill(&w.batch, w.most()))
	for k := range w.batch.frames[:w.n] {
		if f := &w.batch.frames[k]; k == 0 {
			w.s.frames.Dissect(f)
		} else {
			w.s.frames.DissectNext(f, &w.batch.frames[k-1])
		}
	}
}

// most is how many frames the next batch may have.
func (w *worker) most() int {
	if w.st.Size == nil {
		return maxFrames
	}
	return min(maxFrames, w.st.Size())
}

// judge judges the frames of the batch, and hands them out.
func (w *worker) judge(t *turns) {
	for k := range w.batch.frames[:w.n] {
		if t.stopped.Load() {
			return
		}
		f := &w.batch.frames[k]
		w.s.frames.Judge(f)
		w.frame = Frame{Frame: f, From: w.from, Worker: w.number}
		w.s.chosen(&w.frame)
		t.frames++
		if t.err = w.st.Frame(&w.frame, nil); t.err != nil {
			t.stopped.Store(true)
			return
		}
	}
}

// write has what was made of the batch written.
func (w *worker) write(t *turns) {
	if t.failed != nil {
		return
	}
	if t.failed = w.st.Write(w.number); t.failed != nil {
		t.stopped.Store(true)
	}
}
