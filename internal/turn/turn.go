// Package turn lets goroutines do something one after the other, by numbers, where most turns
// last for microseconds: less than it takes to wake a processor up that has gone to sleep, or to
// move a goroutine to another one, away from what it has at hand. So whoever waits looks again
// and again for a while, and sleeps only then.
package turn

import (
	"sync"
	"sync/atomic"
)

// Turn says whose turn it is: that of number 0 at first. The zero Turn is ready.
type Turn struct {
	at     atomic.Uint64
	asleep atomic.Int32
	looks  atomic.Int32 // how often one looks, beyond leastLooks
	mu     sync.Mutex
	woken  sync.Cond
	taken  int64    // what preempted said when one went to sleep last
	wary   int      // so many more sleep before one looks for longer again
	_      [64]byte // what stands behind changes at other times
}

// One looks for some 12 microseconds at least, and 800 at most. A goroutine that sleeps is awake only
// 50 to 100 microseconds after its turn came: then the others wait for it, go to sleep too, and so on
// with each turn. So who had to sleep has the next ones look for longer, and the frames of a capture
// are text of five fields in 157 ms, where looks of 50 microseconds took 200. But where other programs
// want the processors, who looks only takes one away from whose turn it is: as soon as that happens
// all go to sleep early again. Beside two programs that do nothing but count, looks of always 800
// microseconds took 4 s, and these 1.4 to 2.2, as those of 50.
const (
	leastLooks = 1 << 13
	moreLooks  = 1 << 17
	mostLooks  = 1 << 19
	wary       = 16
)

// Wait waits for the turn of a number, which no other goroutine waits for.
func (t *Turn) Wait(number uint64) {
	for range leastLooks + t.looks.Load() {
		if t.at.Load() == number {
			return
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.slept(preempted())
	t.woken.L = &t.mu
	t.asleep.Add(1)
	for t.at.Load() != number {
		t.woken.Wait()
	}
	t.asleep.Add(-1)
}

// slept says that somebody goes to sleep, when the system had taken processors away so often.
func (t *Turn) slept(taken int64) {
	switch {
	case taken != t.taken:
		t.taken, t.wary = taken, wary
		t.looks.Store(0)
	case t.wary > 0:
		t.wary--
	default:
		t.looks.Store(min(t.looks.Load()+moreLooks, mostLooks))
	}
}

// Pass gives the turn to the next number.
func (t *Turn) Pass() {
	t.at.Add(1)
	if t.asleep.Load() > 0 {
		t.mu.Lock()
		t.woken.Broadcast()
		t.mu.Unlock()
	}
}
