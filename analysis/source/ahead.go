package source

import (
	"sync"
	"sync/atomic"

	"github.com/cnwire/cnwire/analysis"
)

// Where one capture alone is read, a goroutine reads on, and judges, while another has the
// frames: what is known of the frames before stays with the one, and the analysis with the
// other. Between them go batches, larger ones than those of workers: nothing in them has to
// stay in a cache, and who has to wait for one is woken up less often.
const (
	aheadFrames = 256
	aheadBytes  = 64 << 10
	aheadDepth  = 16 // batches
	aheadBack   = 8  // of them go back at once: the goroutine that reads sleeps until it has a lot to do
)

// aheads are what the two goroutines of a stretch have between them.
type aheads struct {
	s       *Source
	st      *Stages
	frame   Frame          // that Stages.Frame has
	own     analysis.Frame // its frame
	room    []*parcel
	empty   chan *parcel
	full    chan *parcel
	stopped atomic.Bool // nobody wants more
}

// parcel is a batch on its way.
type parcel struct {
	batch
	judged []analysis.Judged
}

func newAheads(s *Source, st *Stages) *aheads {
	a := &aheads{s: s, st: st}
	for range aheadDepth {
		a.room = append(a.room, &parcel{batch{bytes: make([]byte, aheadBytes)}, make([]analysis.Judged, aheadFrames)})
	}
	return a
}

// stretch hands out frames up to one that is in no batch, and returns how many there were, or
// the first error of Stages.Frame.
func (a *aheads) stretch() (frames int, err error) {
	a.empty, a.full = make(chan *parcel, aheadDepth), make(chan *parcel, aheadDepth)
	for _, b := range a.room {
		a.empty <- b
	}
	shown := *a.s.frames.Shown()
	var reading sync.WaitGroup
	reading.Go(a.read)
	var back []*parcel
	for b := range a.full {
		n := 0
		if n, err = a.take(b, &shown); err != nil {
			break
		}
		frames += n
		if back = append(back, b); len(back) == aheadBack {
			for _, b := range back {
				a.empty <- b
			}
			back = back[:0]
		}
	}
	a.stopped.Store(true)
	close(a.empty)
	reading.Wait()
	if a.s.o.Choose != nil {
		*a.s.frames.Shown() = shown
	}
	return frames, err
}

// read reads batches until there is no more for one.
func (a *aheads) read() {
	defer close(a.full)
	same := false
	for b := range a.empty {
		if a.stopped.Load() {
			return
		}
		var more bool
		more, same = a.fill(b, same)
		a.full <- b
		if !more {
			return
		}
	}
}

// fill reads and judges frames into a batch, and reports whether there may be more.
func (a *aheads) fill(b *parcel, same bool) (more, kept bool) {
	s := a.s
	b.n, b.used, b.from = 0, 0, s.moving
	if s.ctx.Err() != nil {
		return false, same
	}
	for b.n < aheadFrames && b.used+largest <= aheadBytes {
		if !s.packet(s.frames.Room()) {
			return false, same
		}
		f := s.frames.Fed()
		if a.st.Skim != nil && !a.st.Skim(f) && s.o.Choose == nil {
			same = same && f.Same
			continue
		}
		j := &b.judged[b.n]
		j.Judge(f, same)
		b.keep(&j.Packet)
		b.n++
		same = true
	}
	return true, same
}

// take hands out the frames of a batch.
func (a *aheads) take(b *parcel, shown *analysis.Shown) (int, error) {
	s := a.s
	f := &a.own
	for k := range b.judged[:b.n] {
		s.frames.Recall(f, &b.judged[k])
		a.frame = Frame{Frame: f, From: b.from, Chosen: true}
		if s.o.Choose != nil {
			shown.Take(f)
			if a.frame.Chosen = s.o.Choose(f); !a.frame.Chosen {
				shown.Hide()
			}
		}
		if err := a.st.Frame(&a.frame, nil); err != nil {
			return k, err
		}
	}
	return b.n, nil
}
