package source

import "github.com/cnwire/cnwire/analysis"

// worker takes batches through all stages, one after the other.
type worker struct {
	batch
	s      *Source
	st     *Stages
	number int   // from 1
	frame  Frame // that Stages.Frame has
}

func newWorker(s *Source, st *Stages, number int) *worker {
	w := &worker{s: s, st: st, number: number}
	w.frames, w.bytes = make([]analysis.Frame, maxFrames), make([]byte, maxBytes)
	return w
}

// run takes the batches with a number, and each so many behind, until there are no more.
func (w *worker) run(t *turns, batch, step uint64) {
	for ; ; batch += step {
		if t.read.Wait(batch); t.ended {
			t.read.Pass()
			return
		}
		w.n = 0
		t.ended = t.stopped.Load() || !w.s.fill(&w.batch, w.most())
		last := t.ended
		t.read.Pass()
		for k := range w.batch.frames[:w.n] {
			if f := &w.batch.frames[k]; k == 0 {
				w.s.frames.Dissect(f)
			} else {
				w.s.frames.DissectNext(f, &w.batch.frames[k-1])
			}
		}
		t.judge.Wait(batch)
		w.judge(t)
		t.judge.Pass()
		if w.st.Apart != nil {
			w.st.Apart(w.number)
			t.write.Wait(batch)
			w.write(t)
			t.write.Pass()
		}
		if last {
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
