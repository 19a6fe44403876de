package processes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// Event is a process event as the table sees it.
type Event struct {
	Moment
	What  codec.EventType
	Task  codec.Task // that it is about; the child of a FORK
	Other codec.Task // FORK, COREDUMP, EXIT: the parent. PTRACE: the tracer

	Real, Effective  uint32 // UID, GID
	Code, ExitSignal uint32 // EXIT: exit_code, exit_signal
	Comm             codec.CommName
}

// Read takes an event out of its message. It reports false when the message is
// none, or says nothing of a process, or was not captured whole.
func (e *Event) Read(f *analysis.Frame, m *analysis.Message) bool {
	what, ok := m.What()
	if !ok || len(m.Spans) < 3 || !m.Spans[2].Struct.IsProcArm() {
		return false
	}
	s := m.Spans[2]
	*e = Event{Moment: Moment{m.Frame, m.Time, m.Stamp, m.Timed}, What: what}
	return e.arm(s.Order, f.Data[s.Off:s.Off+s.Len]) == nil
}

// arm reads the arm in b.
func (e *Event) arm(o codec.Order, b []byte) error {
	var err error
	switch e.What {
	case codec.EventFork:
		var a codec.Fork
		_, err = a.Decode(o, b)
		e.Task, e.Other = a.Child, a.Parent
	case codec.EventExec:
		var a codec.Exec
		_, err = a.Decode(o, b)
		e.Task = a.Process
	case codec.EventUID:
		var a codec.UID
		_, err = a.Decode(o, b)
		e.Task, e.Real, e.Effective = a.Process, a.RUID, a.EUID
	case codec.EventGID:
		var a codec.GID
		_, err = a.Decode(o, b)
		e.Task, e.Real, e.Effective = a.Process, a.RGID, a.EGID
	case codec.EventSID:
		var a codec.SID
		_, err = a.Decode(o, b)
		e.Task = a.Process
	case codec.EventPtrace:
		var a codec.Ptrace
		_, err = a.Decode(o, b)
		e.Task, e.Other = a.Process, a.Tracer
	case codec.EventComm:
		var a codec.Comm
		_, err = a.Decode(o, b)
		e.Task, e.Comm = a.Process, a.Comm
	case codec.EventCoredump:
		var a codec.Coredump
		_, err = a.Decode(o, b)
		e.Task, e.Other = a.Process, a.Parent
	case codec.EventExit:
		var a codec.Exit
		_, err = a.Decode(o, b)
		e.Task, e.Other, e.Code, e.ExitSignal = a.Process, a.Parent, a.ExitCode, a.ExitSignal
	default:
		return codec.ErrShort
	}
	return err
}

// isLeader reports whether the event is of the leader of its process's threads.
func (e *Event) isLeader() bool { return e.Task.IsLeader() }
