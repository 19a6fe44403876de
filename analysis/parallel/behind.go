package parallel

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// Behind has frames analysed on another processor than the one that reads and judges
// them: one after the other, in their order, by one function. What that function uses,
// and what it did, others may see behind Settle alone. Its end is Close. A T is a frame
// with what else is to be known of it.
type Behind[T any] struct {
	each  func(*T) error
	err   error          // the first one of each, which is not called again
	large analysis.Frame // one that no batch takes
	at    *job[T]        // to be filled; nil where each is called at once
	free  []*job[T]
	away  int          // how many the other processor has
	jobs  chan *job[T] // to it
	done  chan *job[T] // and back, in their order
}

// The frames of a job stay where the processor that fills it has them at hand: more of
// them would have to come from further away.
const (
	jobFrames = 64
	jobs      = 3
)

// job is a batch, what each is called with, and what became of them.
type job[T any] struct {
	*batch
	with     [jobFrames]T
	err      error
	panicked string
}

// NewBehind returns a Behind that calls each; at once, where Go may use one processor
// or alone is set.
func NewBehind[T any](alone bool, each func(*T) error) *Behind[T] {
	b := &Behind[T]{each: each}
	if alone || runtime.GOMAXPROCS(0) < 2 {
		return b
	}
	b.jobs, b.done = make(chan *job[T], jobs), make(chan *job[T], jobs)
	for range jobs {
		b.free = append(b.free, &job[T]{batch: newBatch(jobFrames)})
	}
	b.next()
	go b.run(b.jobs)
	return b
}

// run is the other processor.
func (b *Behind[T]) run(list <-chan *job[T]) {
	var err error
	for j := range list {
		if err == nil {
			err = j.do(b.each)
		}
		j.err = err
		b.done <- j
	}
}

// do calls each for the frames of the job. What panics there does so again where the job
// is taken back, for there somebody may have files to clear away.
func (j *job[T]) do(each func(*T) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			j.panicked, err = fmt.Sprintf("%v\n\n%s", r, debug.Stack()), errPanicked
		}
	}()
	for i := range j.with[:j.n] {
		if err = each(&j.with[i]); err != nil {
			break
		}
	}
	return err
}

var errPanicked = errors.New("an analysis panicked")

// Room is where the frame of a packet is to be made, for source.Options. It moves the
// packet's bytes.
func (b *Behind[T]) Room(p *pcap.Packet) *analysis.Frame {
	if b.at == nil || len(p.Data)+len(p.Options.Raw) > largest {
		return &b.large
	}
	return b.at.room(p)
}

// Frame takes a frame. One that was not made in Room's place is analysed at once, as
// soon as those before it are. The error is one of each, perhaps of a frame before.
func (b *Behind[T]) Frame(f *analysis.Frame, with *T) error {
	switch {
	case b.err != nil:
	case b.at == nil || f != &b.at.frames[b.at.n]:
		if b.Settle() == nil {
			b.err = b.each(with)
		}
	default:
		b.at.with[b.at.n] = *with
		if b.at.keep(); b.at.full(jobFrames) {
			b.hand()
		}
	}
	return b.err
}

// hand hands the job over.
func (b *Behind[T]) hand() {
	b.jobs <- b.at
	if b.away++; len(b.free) == 0 {
		b.take()
	}
	b.next()
}

// next takes a job that is free.
func (b *Behind[T]) next() {
	last := len(b.free) - 1
	b.at, b.free = b.free[last], b.free[:last]
}

// take takes a job back.
func (b *Behind[T]) take() {
	j := <-b.done
	b.away--
	if b.err == nil {
		b.err = j.err
	}
	if j.panicked != "" {
		panic(j.panicked)
	}
	j.empty()
	b.free = append(b.free, j)
}

// Settle waits until all frames are analysed, and returns the error of each.
func (b *Behind[T]) Settle() error {
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
func (b *Behind[T]) Close() {
	b.Settle()
	if b.jobs != nil {
		close(b.jobs)
	}
	b.at, b.jobs = nil, nil
}
