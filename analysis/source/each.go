package source

import (
	"io"
	"runtime"
	"sync"

	"github.com/cnwire/cnwire/analysis"
)

// Stages are what is done with the frames of a Source.
type Stages struct {
	// Frame takes each frame in its order, or what is wrong with the inputs, as the loop
	// over Frames does: never two at once, but on changing goroutines. Its error ends the
	// reading.
	Frame func(*Frame, error) error

	// Apart, unless nil, is called when Frame had all frames of a batch, on the goroutine of
	// its worker. Then Write is called for it, in the order of batches; its error ends the
	// reading too. Meanwhile Frame has frames of later batches. Those that it had with the
	// number of this worker are valid until Write returns.
	Apart func(worker int)
	Write func(worker int) error

	// Size, unless nil, is how many frames a batch may have: 0 for none for now.
	Size func() int

	// Ahead: instead of that, frames are read and judged by another goroutine ahead of Frame, which is
	// called on the goroutine of Each: for an analysis, whose state stays there.
	Ahead bool
	// Skim, unless nil, has each frame before Frame, in their order, and reports whether Frame needs it
	// too, which may have it all the same. With Ahead it is called on the other goroutine. Where
	// Options.Choose is set all frames are needed: what it says does not count.
	Skim func(*analysis.Frame) bool
	// Skipped, unless nil, is called where Frame is, for frames in a row that it did not have: how many
	// they were, and the CapturedAt of the last. They stand behind the frame that it had last.
	Skipped func(frames int, last int64)

	// Live: each frame is handed out at once, and all on the goroutine of Each.
	Live bool
}

// A stretch of batches begins behind so many frames that came alone, which costs some
// microseconds; one that was long, and which a frame that no batch takes has ended, goes on at
// once behind that.
const (
	lone = 256
	long = 2 * maxFrames
)

// Each reads all frames. Its error is the first one of Stages. What ends a loop over Frames
// ends it too, and is for Stages.Frame to return.
//
// Where one capture alone is read, its frames come in batches, each of which stays with one
// processor: it reads them, takes them apart beside others, and judges them, and has Frame
// called for them, when it is its turn. So it is what is known of the frames before that
// changes places, and not the frames. In no batch are large frames, those of an interface
// that was not met yet, and those behind anything in the capture that is no packet.
func (s *Source) Each(st Stages) error {
	defer s.Close()
	hands := min(runtime.GOMAXPROCS(0), MaxWorkers)
	if st.Live || hands < 2 {
		hands = 0
	}
	var all crew
	for n := 1; ; n++ {
		if hands > 0 && n >= lone && s.batches() && (st.Size == nil || st.Size() > 0) {
			if all == nil {
				all = newCrew(s, &st, hands)
			}
			done, err := all.stretch()
			if err != nil {
				return err
			}
			if n = 0; done >= long {
				n = lone
			}
		}
		f, err := s.Next()
		if err == io.EOF {
			return nil
		}
		if err == nil && st.Skim != nil {
			st.Skim(f.Frame)
		}
		if said := st.Frame(f, err); said != nil {
			return said
		}
		if err != nil && !isInput(err) {
			return nil
		}
	}
}

// crew are the goroutines of stretches.
type crew interface {
	// stretch has all frames up to one that is in no batch taken. It returns how many there were, or
	// the first error.
	stretch() (frames int, err error)
}

func newCrew(s *Source, st *Stages, hands int) crew {
	if st.Ahead {
		return newAheads(s, st)
	}
	return newTeam(s, st, hands)
}

// team are goroutines that take batches by turns.
type team struct {
	s     *Source
	hands []*hand
}

func (all *team) stretch() (frames int, err error) {
	t := new(turns)
	var done sync.WaitGroup
	for _, h := range all.hands {
		done.Go(func() { h.run(t) })
	}
	done.Wait()
	all.s.moving.Reader.TakeBack()
	if t.failed != nil {
		return 0, t.failed
	}
	return t.frames, t.err
}
