package processes

import (
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// Step is an event in the life of a process that is followed.
type Step struct {
	Event   *Event
	Process *Process // as the event left it
	Life    int      // which of the lives of its pid, from 1, among those that were seen
	Since   time.Duration
	Timed   bool // Since, from the start of the life that is followed, is known
	parent  bool // it is the FORK of a child
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

// MarshalJSON returns the object that AppendJSON appends.
func (s *Step) MarshalJSON() ([]byte, error) { return s.AppendJSON(nil), nil }

// AppendJSON appends the step as an object: frame, time (RFC 3339),
// timestamp_ns, since_ns (since the start of the life that is followed, else its
// first event), pid, life, tid, event (Word), text. What is not known is null.
func (s *Step) AppendJSON(b []byte) []byte {
	b = appendUint(append(b, `{"frame":`...), s.Event.Frame, true)
	b = appendTime(append(b, `,"time":`...), s.Event.Moment)
	b = appendUint(append(b, `,"timestamp_ns":`...), s.Event.Stamp, s.Event.Timed)
	b = append(b, `,"since_ns":`...)
	if s.Timed {
		b = strconv.AppendInt(b, int64(s.Since), 10)
	} else {
		b = append(b, "null"...)
	}
	b = appendInt(append(b, `,"pid":`...), s.Process.PID, true)
	b = appendUint(append(b, `,"life":`...), uint64(s.Life), true)
	b = appendInt(append(b, `,"tid":`...), s.TID(), true)
	b = append(append(append(b, `,"event":"`...), s.Word()...), `","text":`...)
	return append(appendString(b, s.AppendText(nil)), '}')
}
