package main

import (
	"math"
	"runtime"
	"slices"
	"time"
)

// sample is what one event cost a row in one round.
type sample struct {
	ns     float64
	bytes  uint64
	allocs uint64
}

// run times every entry once a round: round-robin, so that a drift of the
// machine's speed reaches all of them. Each round stands elsewhere on the
// stack: where a slot of the loop's frames straddles two pages of memory, every
// event is a third slower, and a place that bad must not last all rounds.
func run(all []*entry, rounds int, length time.Duration) {
	n := make([]int, len(all))
	for i, e := range all {
		n[i] = calibrate(e.loop, length)
	}
	for round := range rounds {
		for i, e := range all {
			deeper(round, func() {
				e.samples = append(e.samples, measure(e.loop, n[i]))
			})
		}
	}
}

// deeper calls f from further down the stack, by a few hundred bytes a level.
func deeper(levels int, f func()) {
	var frame [40]uint64
	if levels == 0 {
		f()
	} else {
		deeper(levels-1, f)
	}
	runtime.KeepAlive(&frame)
}

// calibrate returns how many events take about length, by the shortest of three turns:
// one in which something else had the processor would let all rounds be too short.
func calibrate(l loop, length time.Duration) int {
	for n := 1000; ; n *= 4 {
		least := time.Duration(math.MaxInt64)
		for range 3 {
			start := time.Now()
			l(n)
			least = min(least, time.Since(start))
		}
		if least >= length/8 {
			return max(1, int(float64(n)*float64(length)/float64(least)))
		}
	}
}

// measure times n events. The garbage of the row before is collected first;
// a row's own garbage is part of its time. As in package testing, bytes and
// allocations are rounded down.
func measure(l loop, n int) sample {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	l(n)
	d := time.Since(start)
	runtime.ReadMemStats(&after)
	return sample{
		ns:     float64(d.Nanoseconds()) / float64(n),
		bytes:  (after.TotalAlloc - before.TotalAlloc) / uint64(n),
		allocs: (after.Mallocs - before.Mallocs) / uint64(n),
	}
}

// result is an entry's line in numbers.
type result struct {
	low, median, high float64 // ns
	bytes, allocs     uint64  // the middle value of each
}

func summarize(samples []sample) result {
	ns := make([]float64, len(samples))
	bytes := make([]uint64, len(samples))
	allocs := make([]uint64, len(samples))
	for i, s := range samples {
		ns[i], bytes[i], allocs[i] = s.ns, s.bytes, s.allocs
	}
	slices.Sort(ns)
	slices.Sort(bytes)
	slices.Sort(allocs)
	mid := len(samples) / 2
	median := ns[mid]
	if len(ns)%2 == 0 {
		median = (ns[mid-1] + ns[mid]) / 2
	}
	return result{ns[0], median, ns[len(ns)-1], bytes[mid], allocs[mid]}
}
