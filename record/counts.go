package record

import "sync/atomic"

// Counts is what came, and what did not.
type Counts struct {
	Received uint64 // messages of the kernel that were read and asked for
	Unasked  uint64 // read and not asked for: of processes that are not followed, or from before the mask held
	Foreign  uint64 // messages of other programs to the group, which are no events
	Lost     uint64 // that the kernel dropped, since the socket's buffer was full: exact
	Overruns uint64 // how many times it was full
	Skipped  uint64 // processes that were not looked up, since too many waited
	Cut      uint64 // of a tap: bytes behind the most that is kept of a message
	LeftOut  uint64 // of a tap, among those lost: the kernel did not run its program, for the CPU was busy with BPF
	Unknown  uint64 // of a tap: messages of which it is not known whether somebody received them
	Missing  uint64 // numbers that are missing in the counters of CPUs, Lost among them; 0 if not all events are asked for
}

// LostAtLeast is what is known to be lost: what the kernel had no memory for is in
// no drop count, and missing in the counters all the same.
func (c *Counts) LostAtLeast() uint64 { return max(c.Lost, c.Missing) }

// counters are Counts while they grow.
type counters struct {
	received, unasked, foreign, lost, overruns, cut, leftOut, unknown, missing atomic.Uint64
}

// Counts is what came so far.
func (r *Recorder) Counts() Counts {
	c := &r.counters
	return Counts{c.received.Load(), c.unasked.Load(), c.foreign.Load(), c.lost.Load(), c.overruns.Load(), r.who.skipped.Load(), c.cut.Load(), c.leftOut.Load(), c.unknown.Load(), c.missing.Load()}
}
