package timeline

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
)

// clock places moments on one scale: the capture's times, or where the first moment has
// none, the kernel's clock.
type clock struct {
	begun, kernel bool
	missed        uint64 // moments without a place
}

// at returns where a moment is, in nanoseconds.
func (c *clock) at(m analysis.Moment) (int64, bool) {
	if !c.begun && m.Seen() && (m.HasTime() || m.Timed) {
		c.begun, c.kernel = true, !m.HasTime()
	}
	switch {
	case c.kernel && m.Timed && m.Stamp < 1<<63:
		return int64(m.Stamp), true
	case !c.kernel && m.HasTime():
		return m.Time, true
	}
	return 0, false
}

// in returns where a moment of a process is, whose life begins at from: as far behind
// it as the kernel says.
func (c *clock) in(m, from analysis.Moment) (int64, bool) {
	start, ok := c.at(from)
	if since, known := m.Since(from); ok && known && since >= 0 && start <= 1<<63-1-int64(since) {
		return start + int64(since), true
	}
	return c.at(m)
}

// begin is the moment at which a life is drawn to begin.
func begin(p *processes.Process) analysis.Moment {
	if p.Start.Seen() {
		return p.Start
	}
	return p.First
}
