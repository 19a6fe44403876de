package source

import "github.com/cnwire/cnwire/internal/turn"

// MaxWorkers is how many batches there are at a time, at most: more are too large together, and behind
// as many processors what is done in the order of frames is the slowest. As long as that leaves two
// for each goroutine, one of them waits for its turn while there is something to do for the other. With
// one alone two goroutines waited for each other a quarter of their time, for none takes as long as the
// other: with two, `read` takes an eighth less. Three are larger than a processor's cache.
const (
	MaxWorkers = 8
	inHand     = 2
)

// hand is a goroutine that takes batches through all stages.
type hand struct {
	workers []*worker // those that have a batch first, in the order of batches
	busy    int       // so many have one
	apart   int       // and with so many of them Stages.Apart is done: they are to be written
}

// newTeam returns so many goroutines with workers.
func newTeam(s *Source, st *Stages, hands int) team {
	each := min(inHand, MaxWorkers/hands)
	all := make(team, hands)
	for i := range all {
		all[i] = new(hand)
		for k := range each {
			all[i].workers = append(all[i].workers, newWorker(s, st, each*i+k+1))
		}
	}
	return all
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
		switch come := t.Wait(h.busy < len(h.workers), wait...); {
		case come == turn.Over:
			return
		case come == turn.Drawing:
			h.workers[h.busy].read(t)
			h.busy++
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

// done has the first worker stand behind those that have a batch: it has none now.
func (h *hand) done() {
	h.busy--
	first := h.workers[0]
	copy(h.workers, h.workers[1:])
	h.workers[len(h.workers)-1] = first
}
