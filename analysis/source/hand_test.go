package source

import "testing"

// There is one worker for each goroutine, and another behind a short capture as long as that are not more
// than MaxWorkers in all, each with a number of its own.
func TestTeam(t *testing.T) {
	for hands := 2; hands <= MaxWorkers; hands++ {
		want, numbers := 1, map[int]bool{}
		if 2*hands <= MaxWorkers {
			want = 2
		}
		all := newTeam(new(Source), new(Stages), hands).hands
		for _, h := range all {
			for n := 1; n <= 2*short; n++ {
				h.grow(1)
				if now := len(h.workers); n < short && now != 1 || n >= short && now != want {
					t.Fatalf("%d goroutines: one has %d workers behind %d frames, want 1 and then %d", hands, now, n, want)
				}
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
