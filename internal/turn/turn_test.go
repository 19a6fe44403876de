package turn

import (
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

// Each number has its turn once, in order, whoever is quick or slow: some wait so long that
// they sleep.
func TestTurn(t *testing.T) {
	for _, processors := range []int{1, 2, 8} {
		func() {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
			const goroutines, rounds = 5, 60
			var turn Turn
			var order []uint64 // written by whose turn it is
			var all sync.WaitGroup
			for g := range uint64(goroutines) {
				all.Go(func() {
					for n := g; n < goroutines*rounds; n += goroutines {
						turn.Wait(n)
						if order = append(order, n); n%97 == 5 {
							time.Sleep(2 * time.Millisecond)
						}
						turn.Pass()
					}
				})
			}
			all.Wait()
			if len(order) != goroutines*rounds || !slices.IsSorted(order) {
				t.Errorf("%d processors: %v", processors, order)
			}
		}()
	}
}

// Who had to sleep has the next ones look for longer, up to a bound; where other programs want the
// processors all sleep early, and go on with that for a while.
func TestSlept(t *testing.T) {
	var turn Turn
	for n, last := range []int64{0, 0, 0, 0, 0, 0, 0, 0} {
		before := turn.looks.Load()
		if turn.slept(last); turn.looks.Load() <= before && before < mostLooks || turn.looks.Load() > mostLooks {
			t.Errorf("sleep %d: %d looks, then %d", n, before, turn.looks.Load())
		}
	}
	for n := range wary + 1 {
		if turn.slept(3); turn.looks.Load() != 0 {
			t.Errorf("sleep %d behind another program: %d looks", n, turn.looks.Load())
		}
	}
	if turn.slept(3); turn.looks.Load() == 0 {
		t.Error("it never looks for longer again")
	}
	if turn.slept(4); turn.looks.Load() != 0 {
		t.Error("another program was not seen")
	}
}
