// Package turn lets goroutines do something one after the other, where most turns last for
// microseconds: less than it takes to wake a processor up that has gone to sleep, or to move a
// goroutine to another one, away from what it has at hand. So whoever waits looks again and again
// for a while, and sleeps only then.
package turn

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Steps is how many things are done to each number at most.
const Steps = 2

// Turns are those of goroutines that draw numbers, from 0 on, one at a time, and do one thing and
// then another to each, all in the order of the numbers. The zero Turns is ready.
type Turns struct {
	drawing atomic.Bool   // somebody draws
	over    atomic.Bool   // there are no more numbers
	drawn   atomic.Uint64 // so many numbers were
	_       [64]byte      // what stands behind changes at other times
	at      [Steps]step

	looks  atomic.Int32 // how often one looks, beyond firstLooks
	asleep atomic.Int32 // how many sleep, or are about to
	mu     sync.Mutex
	beds   []*sleeper
	taken  int64 // what preempted said when one went to sleep last
	wary   int   // so many more sleep before one looks for longer again
}

// sleeper is who sleeps until one of its turns has come.
type sleeper struct {
	draw  Draw
	turns []Turn
	woken chan struct{}
}

// Draw says which numbers one would draw: those that have the rest At when they are divided by Of, and
// any from Free on. Of and Free are the same for all goroutines of a Turns, and At is another for each.
// The zero Draw is any number.
type Draw struct {
	At, Of int
	Free   uint64
}

// None draws nothing.
var None = Draw{Of: -1}

// takes reports whether it is a number to be drawn.
func (d Draw) takes(number uint64) bool {
	return d.Of == 0 || d.Of > 0 && (number >= d.Free || number%uint64(d.Of) == uint64(d.At))
}

// step is whose turn it is in one of them.
type step struct {
	atomic.Uint64
	_ [56]byte
}

// Turn is that of a number in a step.
type Turn struct {
	Step   int
	Number uint64
}

// What Wait returns if it is none of the turns.
const (
	Drawing = -1 // it is the caller's to draw a number, who calls Draw
	Over    = -2 // there is no turn to wait for, and no more numbers
)

// Wait waits until one of some turns has come, for which no other goroutine waits, or, if the caller
// would draw the next number, until nobody else does: it returns the place of the first that has come,
// and turns before drawing.
func (t *Turns) Wait(draw Draw, turns ...Turn) int {
	for range t.often() {
		if come, ok := t.look(draw, turns); ok {
			return come
		}
	}
	t.asleep.Add(1)
	defer t.asleep.Add(-1)
	me := &sleeper{draw, slices.Clone(turns), make(chan struct{}, 1)}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.slept(preempted())
	for {
		if come, ok := t.look(draw, turns); ok {
			return come
		}
		t.beds = append(t.beds, me)
		t.mu.Unlock()
		<-me.woken
		t.mu.Lock()
	}
}

// look is Wait that does not wait.
func (t *Turns) look(draw Draw, turns []Turn) (come int, ok bool) {
	for i := range turns {
		if t.has(turns[i]) {
			return i, true
		}
	}
	switch {
	case draw.Of < 0:
	case t.over.Load():
		return Over, len(turns) == 0
	case draw.takes(t.drawn.Load()) && !t.drawing.Load() && t.drawing.CompareAndSwap(false, true):
		if !t.over.Load() { // that it is the caller's to draw stays true: nobody else may draw it, or all may
			return Drawing, true
		}
		t.drawing.Store(false)
	}
	return 0, false
}

// Draw draws the next number, when Wait had said Drawing.
func (t *Turns) Draw() (number uint64) {
	return t.drawn.Add(1) - 1
}

// Drawn lets others draw, unless that was the last number.
func (t *Turns) Drawn(last bool) {
	if last {
		t.over.Store(true)
	}
	t.drawing.Store(false)
	t.wake()
}

// Pass gives the turn of a step to the next number.
func (t *Turns) Pass(step int) {
	t.at[step].Add(1)
	t.wake()
}

// wake wakes those whose turn has come, and one of those who would draw, if that can be.
func (t *Turns) wake() {
	if t.asleep.Load() == 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	free, over, next := !t.drawing.Load(), t.over.Load(), t.drawn.Load()
	t.beds = slices.DeleteFunc(t.beds, func(s *sleeper) bool {
		come := slices.ContainsFunc(s.turns, t.has)
		if !come && s.draw.Of >= 0 && (over || free && s.draw.takes(next)) {
			come, free = true, false
		}
		if come {
			s.woken <- struct{}{}
		}
		return come
	})
}

// has reports whether a turn has come.
func (t *Turns) has(turn Turn) bool { return t.at[turn.Step].Load() == turn.Number }
