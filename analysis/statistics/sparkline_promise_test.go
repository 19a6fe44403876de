package statistics

import (
	"slices"
	"testing"
)

// Each column of a sparkline is as high as its share of the highest one, in eighths, rounded up: what
// has something is never drawn as nothing.
func TestHeights(t *testing.T) {
	heights := []rune(" ▁▂▃▄▅▆▇█") // of no eighth, one, and so on
	for high := uint64(1); high < maxColumns; high++ {
		var l line
		for n := range high + 1 {
			l.column[n] = n
		}
		tl := timeline{clock: clock{now: int64(high)}}
		for n, drawn := range []rune(tl.draw(&l)) {
			eighths := uint64(slices.Index(heights, drawn))
			if share := 8 * uint64(n); eighths*high < share || eighths > 0 && (eighths-1)*high >= share {
				t.Errorf("%d of %d is %c", n, high, drawn)
			}
		}
	}
}
