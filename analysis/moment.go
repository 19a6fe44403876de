package analysis

import (
	"time"

	"github.com/cnwire/cnwire/spec/genealogy"
)

// Moment is when something happened.
type Moment struct {
	Frame uint64 // number of the frame, from 1; 0 says that it was not seen
	Time  int64  // when the frame was captured, in nanoseconds since 1970, or genealogy.NoTime
	Stamp uint64 // timestamp_ns of the event, CLOCK_MONOTONIC
	Timed bool   // Stamp was captured
}

// HasTime reports whether Time is one.
func (m Moment) HasTime() bool { return m.Seen() && m.Time != genealogy.NoTime }

// Seen reports whether there is such a moment.
func (m Moment) Seen() bool { return m.Frame != 0 }

// Since returns the time from one moment to another, by the kernel's clock if
// both have it, else by the capture's. It reports false when neither can tell.
func (m Moment) Since(from Moment) (time.Duration, bool) {
	switch {
	case !m.Seen() || !from.Seen():
		return 0, false
	case m.Timed && from.Timed:
		return time.Duration(m.Stamp - from.Stamp), true
	case m.HasTime() && from.HasTime():
		return time.Duration(m.Time - from.Time), true
	}
	return 0, false
}

// Before reports whether the kernel says that m was earlier.
func (m Moment) Before(o Moment) bool { return m.Timed && o.Timed && m.Stamp < o.Stamp }

// sameClock is how far two timestamps may be apart, in nanoseconds, where frames
// may stand in another order than what happened (R25).
const sameClock = 1e9

// Earlier reports whether m was earlier: by the kernel's clock where the two are
// near, else by the order of the frames.
func (m Moment) Earlier(o Moment) bool {
	apart := m.Stamp - o.Stamp
	if m.Timed && o.Timed && m.Stamp != o.Stamp && min(apart, -apart) <= sameClock {
		return m.Stamp < o.Stamp
	}
	return m.Frame < o.Frame
}
