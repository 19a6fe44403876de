package turn

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// drawer draws numbers and does both steps to each, several at a time, as a goroutine of a stretch.
// What it does is noted by whose turn it is.
type drawer struct {
	t     *Turns
	last  uint64 // number that is drawn
	drawn []uint64
	wrong []uint64 // that another one should have drawn
	done  [Steps][]uint64
}

func (d *drawer) run(room int, would Draw, slow func(n uint64)) {
	type held struct {
		number uint64
		step   int
	}
	var have []held
	for {
		var turns []Turn
		for _, h := range have {
			turns = append(turns, Turn{h.step, h.number})
		}
		draw := None
		if len(have) < room {
			draw = would
		}
		switch come := d.t.Wait(draw, turns...); come {
		case Over:
			return
		case Drawing:
			n := d.t.Draw()
			d.drawn = append(d.drawn, n)
			if n < would.Free && n%uint64(would.Of) != uint64(would.At) {
				d.wrong = append(d.wrong, n)
			}
			slow(n)
			d.t.Drawn(n == d.last)
			have = append(have, held{number: n})
		default:
			h := have[come]
			d.done[h.step] = append(d.done[h.step], h.number)
			slow(h.number)
			d.t.Pass(h.step)
			if have[come].step++; have[come].step == Steps {
				have = slices.Delete(have, come, come+1)
			}
		}
	}
}

// Each number is drawn once, and both steps are done to it once, all in the order of numbers, whoever is
// quick or slow: some wait so long that they sleep.
func TestTurns(t *testing.T) {
	for _, processors := range []int{1, 2, 8} {
		for _, room := range []int{1, 2, 3} {
			func() {
				defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
				const last = 299
				d := drawer{t: new(Turns), last: last}
				var all sync.WaitGroup
				for at := range 5 {
					would := Draw{}
					if processors > 1 {
						would = Draw{At: at, Of: 5, Free: 123}
					}
					all.Go(func() {
						d.run(room, would, func(n uint64) {
							if n%97 == 5 {
								time.Sleep(2 * time.Millisecond)
							}
						})
					})
				}
				all.Wait()
				if n := d.t.asleep.Load(); n != 0 || len(d.t.beds) > 0 {
					t.Errorf("%d sleep, %d in bed", n, len(d.t.beds))
				}
				if len(d.wrong) > 0 {
					t.Errorf("%d processors, %d at a time: others should have drawn %v", processors, room, d.wrong)
				}
				for _, order := range [][]uint64{d.drawn, d.done[0], d.done[1]} {
					if len(order) != last+1 || !slices.IsSorted(order) || order[last] != last {
						t.Errorf("%d processors, %d at a time: %v", processors, room, order)
					}
				}
			}()
		}
	}
}

// While one is slow with a step of its number, another one with room draws the next ones: it waits
// only when it has no room left.
func TestTurnsGoOn(t *testing.T) {
	turns := new(Turns)
	for n := range uint64(3) {
		if come := turns.Wait(Draw{}); come != Drawing {
			t.Fatalf("drawing %d: %d", n, come)
		}
		if got := turns.Draw(); got != n {
			t.Fatalf("drawn %d, want %d", got, n)
		}
		turns.Drawn(false)
	}
	var came atomic.Int32
	came.Store(-9)
	done := make(chan bool)
	go func() {
		came.Store(int32(turns.Wait(None, Turn{1, 2}, Turn{0, 1}))) // 1 in the first step is behind 0
		close(done)
	}()
	time.Sleep(20 * time.Millisecond) // now it sleeps
	if got := came.Load(); got != -9 {
		t.Fatalf("it did not wait: %d", got)
	}
	turns.Pass(0)
	<-done
	if got := came.Load(); got != 1 {
		t.Errorf("place %d came, want 1", got)
	}
}

// Nobody draws while somebody else does, nor behind the last number: then there is no turn to wait for,
// or one waits for that which there is.
func TestDrawing(t *testing.T) {
	turns := new(Turns)
	if come := turns.Wait(Draw{}); come != Drawing {
		t.Fatal(come)
	}
	turns.Draw()
	done := make(chan int)
	go func() { done <- turns.Wait(Draw{}) }()
	select {
	case come := <-done:
		t.Fatalf("two draw at a time: %d", come)
	case <-time.After(20 * time.Millisecond):
	}
	turns.Drawn(true)
	if come := <-done; come != Over {
		t.Errorf("behind the last number: %d", come)
	}
	if come := turns.Wait(Draw{}, Turn{1, 0}); come != 0 {
		t.Errorf("behind the last number, but for its own turn: %d", come)
	}
}

// From Free on any may draw, and before that only those whose number it is.
func TestDrawFree(t *testing.T) {
	turns := new(Turns)
	draw := func(d Draw) bool {
		came := make(chan int, 1)
		go func() { came <- turns.Wait(d) }()
		select {
		case come := <-came:
			turns.Draw()
			turns.Drawn(false)
			return come == Drawing
		case <-time.After(50 * time.Millisecond):
			return false
		}
	}
	for n := range 4 {
		if !draw(Draw{At: 0, Of: 2, Free: 1}) {
			t.Fatalf("number %d is not drawn", n)
		}
	}
	if turns = new(Turns); draw(Draw{At: 1, Of: 2, Free: 1}) {
		t.Error("number 0 is drawn by who has 1")
	}
}

// Nobody draws behind the last number, however many would at that moment.
func TestDrawnOnce(t *testing.T) {
	for range 3000 {
		d := drawer{t: new(Turns), last: 1}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() { d.run(1, Draw{}, func(uint64) {}) })
		}
		if all.Wait(); len(d.drawn) != 2 {
			t.Fatalf("%v are drawn", d.drawn)
		}
	}
}

// Who had to sleep has the next ones look for longer, up to a bound; where other programs want the
// processors all sleep early, and go on with that for a while.
func TestSlept(t *testing.T) {
	var turns Turns
	for n, last := range []int64{0, 0, 0, 0, 0, 0, 0, 0} {
		before := turns.often()
		if turns.slept(last); turns.often() <= before && before < mostLooks || turns.often() > mostLooks {
			t.Errorf("sleep %d: %d looks, then %d", n, before, turns.often())
		}
	}
	for n := range wary + 1 {
		if turns.slept(3); turns.often() != leastLooks {
			t.Errorf("sleep %d behind another program: %d looks", n, turns.often())
		}
	}
	if turns.slept(3); turns.often() == leastLooks {
		t.Error("it never looks for longer again")
	}
	if turns.slept(4); turns.often() != leastLooks {
		t.Error("another program was not seen")
	}
}
