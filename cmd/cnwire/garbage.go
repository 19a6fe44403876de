package main

import (
	"os"
	"runtime/debug"
)

// collectEarly has less garbage behind what is in use, percent of that, where it usually is as
// much again; unless the user says how much. It is for what has large parts in use that have no
// pointers, through which the collector need not look.
func collectEarly(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
