package record

import (
	"strconv"
	"time"

	"github.com/cnwire/cnwire/pcap/comment"
)

// clocks are the three clocks at one moment, in nanoseconds.
type clocks struct{ monotonic, boottime, realtime int64 }

// offset is what makes a CLOCK_MONOTONIC a CLOCK_REALTIME.
func (c *clocks) offset() int64 { return c.realtime - c.monotonic }

// asleep is how long the machine was suspended since it started, which the
// monotonic clock does not count.
func (c *clocks) asleep() int64 { return c.boottime - c.monotonic }

// words adds the clocks to a line.
func (c *clocks) words(l *comment.Line) {
	for _, w := range []struct {
		key string
		at  int64
	}{{"monotonic", c.monotonic}, {"boottime", c.boottime}, {"realtime", c.realtime}} {
		l.Add(w.key, strconv.FormatInt(w.at, 10))
	}
}

// moment is a moment by two clocks, in nanoseconds.
type moment struct{ monotonic, realtime int64 }

// after returns the time of day of what came at that monotonic time, as the offset
// has it, but not before the moment if it came later: an offset is of another time
// than the moment, and microseconds off.
func (m moment) after(monotonic, realtime int64) int64 {
	if monotonic >= m.monotonic {
		return max(m.realtime, realtime)
	}
	return realtime
}

// timing follows the clocks while events are read. The kernel stamps events with
// CLOCK_MONOTONIC (R9); what that is in the time of day is measured here.
type timing struct {
	last   clocks // at the last look
	taken  clocks // that offset is of
	offset int64
}

const (
	// jump is how far the offset must be from the one before to be a step: of a
	// person, or of what sets clocks. Looks differ by microseconds.
	jump = int64(5 * time.Millisecond)
	// again is how long an offset is good for: a clock that is slewed drifts by
	// half a microsecond in a millisecond.
	again = int64(time.Second)
)

// clockLine is a line about a clock that no longer goes as before.
type clockLine struct {
	why string // "suspend" or "step"
	at  clocks
}

// start takes the clocks for the first time.
func (t *timing) start(c clocks) { t.last, t.taken, t.offset = c, c, c.offset() }

// look takes the clocks again, and says whether they jumped.
func (t *timing) look(c clocks) *clockLine {
	var line *clockLine
	switch {
	case distance(c.asleep(), t.last.asleep()) > jump:
		line = &clockLine{"suspend", c}
	case distance(c.offset(), t.last.offset()) > jump:
		line = &clockLine{"step", c}
	}
	t.last = c
	if line != nil || c.monotonic-t.taken.monotonic > again {
		t.taken, t.offset = c, c.offset()
	}
	return line
}

func distance(a, b int64) int64 { return max(a-b, b-a) }

// String returns the line as record/COMMENTS.md has it.
func (c *clockLine) String() string {
	l := comment.Line{Kind: "clock"}
	l.Add("why", c.why)
	c.at.words(&l)
	return l.String()
}
