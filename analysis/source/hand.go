package source

import "github.com/cnwire/cnwire/internal/turn"

// MaxWorkers is how many batches there are at a time, at most: more are too large together, and behind
// as many processors what is done in the order of frames is the slowest. As long as that leaves two
// for each goroutine, one of them waits for its turn while there is something to do for the other. With
// one alone two goroutines waited for each other a quarter of their time, for none takes as long as the
// other: with two, `read` takes an eighth less. Three are larger than a processor's cache. A short
// capture is not worth the room of a second, and its batches go to the goroutines in turn: so what is
// allocated for it is the same each time.
const (
	MaxWorkers = 8
	inHand     = 2
	short      = 1 << 13 // frames of a goroutine
	inTurn     = 256     // batches
)

// hand is a goroutine that takes batches through all stages.
type hand struct {
	workers []*worker // those that have a batch first, in the order of batches
	busy    int       // so many have one
	apart   int       // and with so many of them Stages.Apart is done: they are to be written
	draw    turn.Draw // the batches that it takes
	second  int       // number of the worker to come behind a short capture, 0 for none
	taken   int       // frames
}

// newTeam returns so many goroutines with a worker each.
func newTeam(s *Source, st *Stages, hands int) *team {
	all := make([]*hand, hands)
	for i := range all {
		all[i] = &hand{workers: []*worker{newWorker(s, st, i+1)}, draw: turn.Draw{At: i, Of: hands, Free: inTurn}}
		if inHand*hands <= MaxWorkers {
			all[i].second = hands + i + 1
		}
	}
	return &team{s, all}
}

// run takes batches until there are no more.
func (h *hand) run(t *turns) {
	var turns [inHand]turn.Turn
	for {
		wait := turns[:0]
		if h.apart > 0 {
			wait = append(wait, turn.Turn{Step: writing, Number: h.workers[0].at})
		}
		if h.apart < h.busy {
			wait = append(wait, turn.Turn{Step: judging, Number: h.workers[h.apart].at})
		}
		draw := h.draw
		if h.busy == len(h.workers) {
			draw = turn.None
		}
		switch come := t.Wait(draw, wait...); {
		case come == turn.Over:
			return
		case come == turn.Drawing:
			w := h.workers[h.busy]
			w.read(t)
			h.busy++
			h.grow(w.n)
		case wait[come].Step == writing:
			h.workers[0].write(t)
			t.Pass(writing)
			h.apart--
			h.done()
		default:
			w := h.workers[h.apart]
			w.judge(t)
			if t.Pass(judging); w.st.Apart == nil {
				h.done()
				continue
			}
			w.st.Apart(w.number)
			h.apart++
		}
	}
}

// grow makes the second worker when the capture is no short one, behind so many frames more.
func (h *hand) grow(frames int) {
	if h.taken += frames; h.taken >= short && h.second > 0 {
		w := h.workers[0]
		h.workers = append(h.workers, newWorker(w.s, w.st, h.second))
		h.second = 0
	}
}

// done has the first worker stand behind those that have a batch: it has none now.
func (h *hand) done() {
	h.busy--
	first := h.workers[0]
	copy(h.workers, h.workers[1:])
	h.workers[len(h.workers)-1] = first
}
