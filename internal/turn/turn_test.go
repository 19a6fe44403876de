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
