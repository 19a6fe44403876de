package record

import (
	"math"

	"golang.org/x/sys/unix"
)

// readClocks reads the three clocks at one moment, nearly: of a few readings the one
// that took the shortest, for something else may run between two clocks.
func readClocks() (c clocks) {
	const (
		tries  = 4
		enough = 400 // nanoseconds: nothing came between
	)
	shortest := int64(math.MaxInt64)
	for i := 0; i < tries && shortest > enough; i++ {
		before := clock(unix.CLOCK_MONOTONIC)
		now := clocks{realtime: clock(unix.CLOCK_REALTIME), boottime: clock(unix.CLOCK_BOOTTIME)}
		if took := clock(unix.CLOCK_MONOTONIC) - before; took < shortest {
			shortest = took
			now.monotonic = before + took/2
			c = now
		}
	}
	return c
}

func clock(id int32) int64 {
	var t unix.Timespec
	if unix.ClockGettime(id, &t) != nil {
		return 0
	}
	return t.Nano()
}
