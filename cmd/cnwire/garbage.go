package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// leastHeap is what garbage and all that is in use may have together, bytes, before the collector
// looks through it: usually garbage may be as much as what is in use, which is little at first. With
// 20 MiB check took 152 ms where it had taken 165; 40 make nothing faster, and with 32 a tree of 1 GB
// takes 68 MB. With 16 all that collects has 4 MB less, which the second batch of each processor needs,
// and -V takes a twentieth longer.
const leastHeap = 16 << 20

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
		used, seen := inUse()
		if percent := max(int(usual.Load()), (leastHeap-used)/max(1, seen/100)); percent != s.percent {
			s.percent = percent
			debug.SetGCPercent(percent)
		}
		collected(s)
	})
}

// inUse returns how many bytes were in use at the last collection, and how many it looked through: stacks
// and globals too. Garbage may be a percentage of these.
func inUse() (used, seen int) {
	list := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/stack:bytes"}, {Name: "/gc/scan/globals:bytes"}}
	metrics.Read(list)
	used = int(list[0].Value.Uint64())
	return used, used + int(list[1].Value.Uint64()+list[2].Value.Uint64())
}

// collectEarly has less garbage behind what is in use, percent of that, where it usually is as
// much again; unless the user says how much. It is for what has large parts in use that have no
// pointers, through which the collector need not look.
func collectEarly(percent int) {
	if os.Getenv("GOGC") == "" {
		usual.Store(int64(percent))
	}
}
