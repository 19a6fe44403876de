package processes

import (
	"slices"
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

// Step is an event in the life of a process that is followed.
type Step struct {
	Event   *Event
	Process *Process // as the event left it
	Life    int      // which of the lives of its pid, from 1, among those that were seen
	Since   time.Duration
	Timed   bool              // Since, from the start of the life that is followed, is known
	Context *analysis.Context // where in the life of Process it is, and whom that descends from; nil if nobody looked
	parent  bool              // it is the FORK of a child
	unnamed bool              // it is an EXEC that took a name away
}

// Word returns the event's word: start for the FORK that the process began
// with, thread for that of a thread, and that of analysis.EventWord otherwise.
func (s *Step) Word() string {
	if s.Event.What == codec.EventFork && !s.parent {
		if s.Event.Task.IsLeader() {
			return "start"
		}
		return "thread"
	}
	return analysis.EventWord(s.Event.What)
}

// TID returns the thread that the step is about: of the FORK of a child the one
// that made it.
func (s *Step) TID() int32 {
	if s.parent {
		return s.Event.Other.PID
	}
	return s.Event.Task.PID
}

// AppendText appends the step in words.
func (s *Step) AppendText(dst []byte) []byte {
	e := s.Event
	switch e.What {
	case codec.EventFork:
		switch {
		case s.parent:
			return appendPID(dst, "child ", e.Task.TGID)
		case e.Task.IsLeader():
			return appendPID(dst, "child of ", e.Other.TGID)
		}
		return dst
	case codec.EventUID, codec.EventGID:
		dst = strconv.AppendUint(append(dst, "real "...), uint64(e.Real), 10)
		return strconv.AppendUint(append(dst, ", effective "...), uint64(e.Effective), 10)
	case codec.EventSID:
		return appendPID(dst, "session ", e.Task.TGID)
	case codec.EventPtrace:
		if e.Other.TGID == 0 {
			return append(dst, "detached"...)
		}
		return appendPID(dst, "traced by ", e.Other.TGID)
	case codec.EventExec:
		if command := s.Process.command(); command != "" {
			return append(dst, command...)
		}
		if s.unnamed {
			return append(analysis.AppendText(append(dst, `no longer "`...), s.Process.CommBeforeExec[:]), '"')
		}
	case codec.EventComm:
		return append(analysis.AppendText(append(dst, '"'), e.Comm[:]), '"')
	case codec.EventExit:
		return s.appendExit(dst)
	}
	return dst
}

// appendExit appends how a thread ended, and whether the process did.
func (s *Step) appendExit(dst []byte) []byte {
	one := Process{State: Ended, Code: s.Event.Code}
	if one.Signal() == 0 {
		dst = append(dst, "code "...)
	}
	dst = one.AppendExit(dst)
	switch {
	case s.Process.End == s.Event.Moment:
		return append(dst, ", the end"...)
	case s.Event.Task.IsLeader():
		return append(dst, ", the leader"...)
	}
	return dst
}

func appendPID(dst []byte, label string, pid int32) []byte {
	return strconv.AppendInt(append(dst, label...), int64(pid), 10)
}

// Steps are the columns of a list of steps.
var Steps = rows.Define("step", []string{"frame", "time", "timestamp_ns", "since_ns", "pid", "life", "ppid", "ancestors", "age_ns", "fork_to_exec_ns", "tid", "event", "text", "exe", "cmdline", "cwd", "cgroup", "container", "host"}, slices.Concat([]rows.Field[Step]{
	rows.HostField(func(s *Step) string { return s.Process.Host }),
	{Column: column{Name: "frame", Title: "No.", Right: true, Frame: true, Type: rows.Unsigned, Doc: "Number of the frame."},
		Set: func(c *cell, s *Step) { c.SetUint(s.Event.Frame) }},
	{Column: column{Name: "since", Title: "Time", Right: true, Form: rows.Seconds6, Type: rows.Duration, Doc: "Seconds since the start of the life that is followed, else its first event."},
		Set: func(c *cell, s *Step) {
			if s.Timed {
				c.SetDuration(s.Since)
			}
		}},
	{Column: column{Name: "pid", Title: "PID", Right: true, Type: rows.Integer, Doc: "The process."},
		Set: func(c *cell, s *Step) { c.SetInt(int64(s.Process.PID)) }},
	{Column: column{Name: "life", Title: "Life", Right: true, Type: rows.Integer, Doc: "Which of the lives of its pid, from 1, among those that were seen."},
		Set: func(c *cell, s *Step) { c.SetInt(int64(s.Life)) }},
	{Column: column{Name: "tid", Title: "TID", Right: true, Type: rows.Integer, Doc: "The thread; of the FORK of a child the one that made it."},
		Set: func(c *cell, s *Step) { c.SetInt(int64(s.TID())) }},
	{Column: column{Name: "event", Title: "Event", Type: rows.Text, Doc: "The event in a word: start and thread for two kinds of FORK."},
		Set: func(c *cell, s *Step) { c.SetText(s.Word()) }},
	{Column: column{Name: "text", Title: "What", Type: rows.Text, Doc: "What it says, in words."},
		Set: func(c *cell, s *Step) { c.Keep(s.AppendText(c.Room())) }},
	{Column: column{Name: "time", Form: rows.RFC3339, Type: rows.Time, Doc: "When it was captured."},
		Set: func(c *cell, s *Step) { setMoment(c, s.Event.Moment) }},
	{Column: column{Name: "timestamp_ns", Type: rows.Unsigned, Doc: "When it happened by the kernel: CLOCK_MONOTONIC, nanoseconds."},
		Set: func(c *cell, s *Step) { setKnown(c, s.Event.Timed, s.Event.Stamp) }},
	{Column: column{Name: "since_ns", Type: rows.Integer, Doc: "The same as since, in nanoseconds."},
		Set: func(c *cell, s *Step) { setKnown(c, s.Timed, int64(s.Since)) }},
}, contextFields(), factFields(func(s *Step) *who.Facts { return s.Process.Facts }, "Of the process then, by a comment: ", "")))

// AppendJSON appends the step as an object of Steps on one line.
func (s *Step) AppendJSON(b []byte) []byte { return Steps.AppendJSON(b, s) }
