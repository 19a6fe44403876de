package notes

import (
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// newLives returns the table that follows tasks from fork to exit. What a task
// did before the capture began is not known, so nothing is wrong with one that is
// seen first in any other event.
func newLives(c *Checker) *processes.Table {
	return &processes.Table{Odd: c.odd, Lends: true}
}

// odd notes a fork or an exit that does not fit.
func (c *Checker) odd(o *processes.Odd) {
	defer func(passing bool, host *host.Host, place genealogy.Ref) {
		c.passing, c.host, c.place = passing, host, place
	}(c.passing, c.host, c.place)
	c.passing, c.host, c.place = o.Passed, o.Host, genealogy.Ref{Frame: o.Frame, Time: o.Time}
	child := o.Arm.Off
	if o.Arm.Struct == codec.StructFork {
		child = at(o.Arm, "child_pid")
	}
	switch o.Kind {
	case processes.ExitWithoutFork:
		c.note(exitWithoutFork, o.Frame, o.Arm.Off, "exit of tid %d of pid %d, whose fork is not in the capture", o.Task.PID, o.Task.TGID)
	case processes.ExitMissing:
		c.note(exitMissing, o.Frame, child, "fork of tid %d, whose fork is frame %d already, and no exit between", o.Task.PID, o.Before)
	case processes.EventBeforeFork:
		c.note(eventBeforeFork, o.Frame, child, "fork of tid %d, which had an event in frame %d already, and no exit between", o.Task.PID, o.Before)
	}
}
