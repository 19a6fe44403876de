package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// leastHeap is what garbage and all that is in use may have together, bytes, before the collector
// looks through it: usually garbage may be as much as what is in use, which is little at first. So
// check takes 157 ms where it took 173, and stats 4 less of 206.
const leastHeap = 12 << 20

// usual is how much garbage there may be where more than leastHeap is in use, percent of that.
var usual atomic.Int64

// collectLate leaves garbage alone where there is little in all, unless the user says when to collect.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual.Store(100)
	const first = 4 << 20 // with 100 percent; the runtime begins with that
	debug.SetGCPercent(leastHeap / first * 100)
	collected(new(sentinel))
}

// sentinel is garbage, which shows when there was a collection: its finalizer is called. That has to be
// at once, and so the sentinel is none of the tiny things that go only together with others.
type sentinel struct {
	percent int
	_       [56]byte
}

// collected says anew how much garbage there may be, after each collection.
func collected(s *sentinel) {
	runtime.SetFinalizer(s, func(s *sentinel) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		used := max(1<<20, int(live[0].Value.Uint64()))
		if percent := max(int(usual.Load()), (leastHeap-used)/(used/100)); percent != s.percent {
			s.percent = percent
			debug.SetGCPercent(percent)
		}
		collected(s)
	})
}

// collectEarly has less garbage behind what is in use, percent of that, where it usually is as
// much again; unless the user says how much. It is for what has large parts in use that have no
// pointers, through which the collector need not look.
func collectEarly(percent int) {
	if os.Getenv("GOGC") == "" {
		usual.Store(int64(percent))
		debug.SetGCPercent(percent)
	}
}
