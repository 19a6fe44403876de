package record

import "golang.org/x/sys/unix"

// readClocks reads the three clocks at one moment, nearly.
func readClocks() clocks {
	before := clock(unix.CLOCK_MONOTONIC)
	c := clocks{realtime: clock(unix.CLOCK_REALTIME), boottime: clock(unix.CLOCK_BOOTTIME)}
	c.monotonic = before + (clock(unix.CLOCK_MONOTONIC)-before)/2
	return c
}

func clock(id int32) int64 {
	var t unix.Timespec
	if unix.ClockGettime(id, &t) != nil {
		return 0
	}
	return t.Nano()
}
