package parallel

import (
	"runtime"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// Behind has frames analysed on another processor than the one that reads and judges
// them: one after the other, in their order, by one function. What that function uses,
// and what it did, others may see behind Settle alone. Its end is Close.
type Behind struct {
	each  func(f *analysis.Frame, chosen bool) error
	err   error          // the first one of each, which is not called again
	large analysis.Frame // one that no batch takes
	at    *job           // to be filled; nil where each is called at once
	free  []*job
	away  int       // how many the other processor has
	jobs  chan *job // to it
	done  chan *job // and back, in their order
}

// The frames of a job stay where the processor that fills it has them at hand: more of
// them would have to come from further away.
const (
	jobFrames = 64
	jobs      = 3
)

// job is a batch, which of its frames were chosen, and what became of them.
type job struct {
	*batch
	chosen [jobFrames]bool
	err    error
}

// NewBehind returns a Behind that calls each; at once, where Go may use one processor
// or alone is set.
func NewBehind(alone bool, each func(f *analysis.Frame, chosen bool) error) *Behind {
	b := &Behind{each: each}
	if alone || runtime.GOMAXPROCS(0) < 2 {
		return b
	}
	b.jobs, b.done = make(chan *job, jobs), make(chan *job, jobs)
	for range jobs {
		b.free = append(b.free, &job{batch: newBatch(jobFrames)})
	}
	b.next()
	go b.run(b.jobs)
	return b
}

// run is the other processor.
func (b *Behind) run(list <-chan *job) {
	var err error
	for j := range list {
		for i := range j.frames[:j.n] {
			if err == nil {
				err = b.each(&j.frames[i], j.chosen[i])
			}
		}
		j.err = err
		b.done <- j
	}
}

// Room is where the frame of a packet is to be made, for source.Options. It moves the
// packet's bytes.
func (b *Behind) Room(p *pcap.Packet) *analysis.Frame {
	if b.at == nil || len(p.Data)+len(p.Options.Raw) > largest {
		return &b.large
	}
	return b.at.room(p)
}

// Frame takes a frame. One that was not made in Room's place is analysed at once, as
// soon as those before it are. The error is one of each, perhaps of a frame before.
func (b *Behind) Frame(f *analysis.Frame, chosen bool) error {
	switch {
	case b.err != nil:
	case b.at == nil || f != &b.at.frames[b.at.n]:
		if b.Settle() == nil {
			b.err = b.each(f, chosen)
		}
	default:
		b.at.chosen[b.at.n] = chosen
		if b.at.keep(); b.at.full(jobFrames) {
			b.hand()
		}
	}
	return b.err
}

// hand hands the job over.
func (b *Behind) hand() {
	b.jobs <- b.at
	if b.away++; len(b.free) == 0 {
		b.take()
	}
	b.next()
}

// next takes a job that is free.
func (b *Behind) next() {
	last := len(b.free) - 1
	b.at, b.free = b.free[last], b.free[:last]
}

// take takes a job back.
func (b *Behind) take() {
	j := <-b.done
	b.away--
	if b.err == nil {
		b.err = j.err
	}
	j.empty()
	b.free = append(b.free, j)
}

// Settle waits until all frames are analysed, and returns the error of each.
func (b *Behind) Settle() error {
	if b.at != nil && b.at.n > 0 {
		b.hand()
	}
	for b.away > 0 {
		b.take()
	}
	return b.err
}

// Close is Settle, and ends what runs on the other processor. Nothing may come behind it
// but another.
func (b *Behind) Close() {
	b.Settle()
	if b.jobs != nil {
		close(b.jobs)
	}
	b.at, b.jobs = nil, nil
}
