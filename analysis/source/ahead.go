package source

import (
	"sync"
	"sync/atomic"

	"github.com/cnwire/cnwire/analysis"
)

// Where one capture alone is read, a goroutine reads on, and judges, while another has the
// frames: what is known of the frames before stays with the one, and the analysis with the
// other. Between them go batches, and few of them: all together stay in a second cache, and have some
// 800 KB where a frame is no event.
const (
	aheadFrames = 128
	aheadBytes  = 32 << 10
	aheadDepth  = 8 // batches
	aheadBack   = 4 // of them go back at once: the goroutine that reads sleeps until it has a lot to do
)

// aheads are what the two goroutines of a stretch have between them.
type aheads struct {
	s       *Source
	st      *Stages
	all     []*parcel // that were made: a short capture needs few
	empty   chan *parcel
	full    chan *parcel
	stopped atomic.Bool    // nobody wants more
	_       [64]byte       // who reads looks at what stands above while what stands below changes
	frame   Frame          // that Stages.Frame has
	own     analysis.Frame // its frame
	_       [64]byte
}

// parcel is a batch on its way.
type parcel struct {
	batch
	used   int // of bytes
	judged []analysis.Judged
	gaps   []skipped
}

// skipped are frames in a row that Stages.Skim did not let pass.
type skipped struct {
	before int // this one in the batch
	frames int
	last   int64 // when it was captured
}

func newAheads(s *Source, st *Stages) *aheads {
	return &aheads{s: s, st: st}
}

// stretch hands out frames up to one that is in no batch, and returns how many there were, or
// the first error of Stages.Frame.
func (a *aheads) stretch() (frames int, err error) {
	a.stopped.Store(false) // it was the end of the stretch before
	a.empty, a.full = make(chan *parcel, aheadDepth), make(chan *parcel, aheadDepth)
	for _, b := range a.all {
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
	more, same := true, false
	var left skipped // that nobody was told of
	for more {
		b := a.next()
		if b == nil || a.stopped.Load() {
			return
		}
		more, same = a.fill(b, same, &left)
		if !more {
			b.skip(&left)
		}
		a.full <- b
	}
}

// next returns a batch that is empty, nil where none will be.
func (a *aheads) next() *parcel {
	if len(a.all) == aheadDepth {
		return <-a.empty
	}
	select {
	case b := <-a.empty:
		return b
	default:
		a.all = append(a.all, new(parcel))
		return a.all[len(a.all)-1]
	}
}

// fill reads and judges frames into a batch, and reports whether there may be more.
func (a *aheads) fill(b *parcel, same bool, left *skipped) (more, kept bool) {
	s := a.s
	b.n, b.used, b.from, b.gaps = 0, 0, s.moving, b.gaps[:0]
	if s.ctx.Err() != nil {
		return false, same
	}
	skim, counts, chooses := a.st.Skim, a.st.Skipped != nil, s.o.Choose != nil
	for b.n < aheadFrames && b.room() {
		if !s.packet(s.frames.Room()) {
			return false, same
		}
		f := s.frames.Fed()
		if skim != nil && !skim(f) && !chooses {
			same = same && f.Same
			if counts {
				left.frames, left.last = left.frames+1, f.CapturedAt()
			}
			continue
		}
		if b.n == len(b.judged) {
			b.judged = append(b.judged, analysis.Judged{})
		}
		b.skip(left)
		j := &b.judged[b.n]
		b.used = len(b.bytes) - len(j.Judge(f, same, b.bytes[b.used:]))
		b.n++
		same = true
	}
	return true, same
}

// room makes room for another packet, and reports whether there is some. Packets that are in the
// batch keep theirs.
func (b *parcel) room() bool {
	if b.used+largest <= len(b.bytes) {
		return true
	}
	if len(b.bytes) == aheadBytes {
		return false
	}
	more := make([]byte, min(aheadBytes, max(8<<10, 2*len(b.bytes))))
	copy(more, b.bytes[:b.used])
	b.bytes = more
	return true
}

// skip notes frames that are not in the batch, if there are some.
func (b *parcel) skip(left *skipped) {
	if left.frames > 0 {
		b.gaps = append(b.gaps, skipped{b.n, left.frames, left.last})
		left.frames = 0
	}
}

// take hands out the frames of a batch.
func (a *aheads) take(b *parcel, shown *analysis.Shown) (int, error) {
	s := a.s
	f, gaps, choose := &a.own, b.gaps, s.o.Choose
	for k := range b.judged[:b.n] {
		if len(gaps) > 0 && gaps[0].before == k {
			a.st.Skipped(gaps[0].frames, gaps[0].last)
			gaps = gaps[1:]
		}
		s.frames.Recall(f, &b.judged[k])
		a.frame = Frame{Frame: f, From: b.from, Chosen: true}
		if choose != nil {
			shown.Take(f)
			if a.frame.Chosen = choose(f); !a.frame.Chosen {
				shown.Hide()
			}
		}
		if err := a.st.Frame(&a.frame, nil); err != nil {
			return k, err
		}
	}
	for _, g := range gaps {
		a.st.Skipped(g.frames, g.last)
	}
	return b.n, nil
}
