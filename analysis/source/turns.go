package source

import (
	"sync"
	"sync/atomic"
)

// turns are what the workers of a stretch do one after the other, in the order of their
// batches: for each batch its worker waits for its turn, and then gives it to the next one.
type turns struct {
	read, judge, write turn
	ended              bool        // of reading: there are no more batches
	frames             int         // that were judged
	err                error       // of judging
	failed             error       // of writing
	stopped            atomic.Bool // there was one of them: nothing more is read or judged
}

// turn is one kind of turns. Most last for microseconds: less than it takes to wake a
// processor up that has gone to sleep, or to move a goroutine to another one, away from the
// frames that it has. So whoever waits looks again and again for a while.
type turn struct {
	at     atomic.Uint64 // whose turn it is: the number of a batch
	asleep atomic.Int32
	mu     sync.Mutex
	woken  *sync.Cond
	_      [64]byte // those of other kinds change at other times
}

// patience is how often one looks, some 50 microseconds long.
const patience = 1 << 15

func newTurns() *turns {
	t := new(turns)
	for _, kind := range []*turn{&t.read, &t.judge, &t.write} {
		kind.woken = sync.NewCond(&kind.mu)
	}
	return t
}

// wait waits for the turn of a batch.
func (t *turn) wait(batch uint64) {
	for range patience {
		if t.at.Load() == batch {
			return
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asleep.Add(1)
	for t.at.Load() != batch {
		t.woken.Wait()
	}
	t.asleep.Add(-1)
}

// pass gives the turn to the next batch.
func (t *turn) pass() {
	t.at.Add(1)
	if t.asleep.Load() > 0 {
		t.mu.Lock()
		t.woken.Broadcast()
		t.mu.Unlock()
	}
}
