package source

import "testing"

// There are two workers for each goroutine as long as that are not more than MaxWorkers in all, each
// with a number of its own.
func TestTeam(t *testing.T) {
	for hands := 2; hands <= MaxWorkers; hands++ {
		want, numbers := 1, map[int]bool{}
		if 2*hands <= MaxWorkers {
			want = 2
		}
		all := newTeam(new(Source), new(Stages), hands)
		for _, h := range all {
			if len(h.workers) != want {
				t.Errorf("%d goroutines: one has %d workers, want %d", hands, len(h.workers), want)
			}
			for _, w := range h.workers {
				numbers[w.number] = w.number >= 1 && w.number <= MaxWorkers
			}
		}
		if len(all) != hands || len(numbers) != hands*want {
			t.Errorf("%d goroutines: %d, with numbers %v", hands, len(all), numbers)
		}
		for n, fits := range numbers {
			if !fits {
				t.Errorf("%d goroutines: number %d", hands, n)
			}
		}
	}
}
