package analysis

import (
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

// ProcEvent is a process event in one form, whatever its type: what happened to
// whom, when and where.
type ProcEvent struct {
	Moment
	Host  *host.Host // whose it is; nil where nobody asked
	What  codec.EventType
	CPU   uint32     // that sent it
	Seq   uint32     // its number there
	Task  codec.Task // that it is about; the child of a FORK
	Other codec.Task // FORK, COREDUMP, EXIT: the parent. PTRACE: the tracer

	Real, Effective  uint32 // UID, GID
	Code, ExitSignal uint32 // EXIT: exit_code, exit_signal
	Comm             codec.CommName

	Arm    codec.Span // of the union, in the frame
	Called string     // the name that a comment of the frame gives the process, if any does
	Told   *who.Task  // what else the comments say of it; nil for nothing
	Chosen bool       // for package processes: its frame counts, and is not only there to understand others
}

// ProcEvent returns the process event that a message is. It reports false when
// the message is none, or one that nobody here knows, or was not captured whole.
// The event belongs to the frame, and is valid until that of another message is
// asked for.
func (m *Message) ProcEvent() (*ProcEvent, bool) {
	f := m.frame
	made := f.withMade()
	if f.eventOf != m.Ref {
		f.eventOf, made.eventOK = m.Ref, made.event.read(m)
	}
	return &made.event, made.eventOK
}

// ReadProcEvent is ProcEvent into memory of the caller's own, so that it need not be
// copied. Where it reports false, e has nothing that means something.
func (m *Message) ReadProcEvent(e *ProcEvent) bool { return e.read(m) }

// read takes the event out of its message.
func (e *ProcEvent) read(m *Message) bool {
	f := m.frame
	*e = ProcEvent{} // one that is filled at once is written twice
	e.Frame, e.Time, e.Stamp, e.Timed = m.Frame, m.Time, m.Stamp, m.Timed
	e.Host, e.CPU, e.Seq, e.What = f.Host, m.CPU, m.Seq, m.what
	arm, ok := m.arm()
	if arm == nil {
		return false
	}
	to := &e.Arm // field by field, as all here: they were just written so, and are slow to copy as one
	to.Struct, to.Order, to.Depth, to.Off, to.Len = arm.Struct, arm.Order, arm.Depth, arm.Off, arm.Len
	if !ok || !e.readArm(m, arm) {
		return false
	}
	if told := m.frame.Told(); told != nil {
		e.Called, e.Told = told.Name(e.Task.TGID), told.Of(e.Task.TGID)
	}
	return true
}

// readArm takes what the arm says: of the kinds that nearly all events are in half the
// time of readOther.
func (e *ProcEvent) readArm(m *Message, arm *codec.Span) bool {
	var err error
	switch o, b := arm.Order, m.frame.bytes(arm); e.What {
	case codec.EventFork:
		var a codec.Fork
		_, err = a.Decode(o, b)
		e.Task.PID, e.Task.TGID, e.Other.PID, e.Other.TGID = a.Child.PID, a.Child.TGID, a.Parent.PID, a.Parent.TGID
	case codec.EventExec:
		var a codec.Exec
		_, err = a.Decode(o, b)
		e.Task.PID, e.Task.TGID = a.Process.PID, a.Process.TGID
	case codec.EventExit:
		var a codec.Exit
		_, err = a.Decode(o, b)
		e.Task.PID, e.Task.TGID, e.Other.PID, e.Other.TGID = a.Process.PID, a.Process.TGID, a.Parent.PID, a.Parent.TGID
		e.Code, e.ExitSignal = a.ExitCode, a.ExitSignal
	default:
		return e.readOther(m)
	}
	return err == nil
}

// readOther takes what an arm of another kind says.
func (e *ProcEvent) readOther(m *Message) bool {
	switch a := m.Event().(type) {
	case *codec.UID:
		e.Task, e.Real, e.Effective = a.Process, a.RUID, a.EUID
	case *codec.GID:
		e.Task, e.Real, e.Effective = a.Process, a.RGID, a.EGID
	case *codec.SID:
		e.Task = a.Process
	case *codec.Ptrace:
		e.Task, e.Other = a.Process, a.Tracer
	case *codec.Comm:
		e.Task, e.Comm = a.Process, a.Comm
	case *codec.Coredump:
		e.Task, e.Other = a.Process, a.Parent
	case nil, *codec.Ack, *codec.RawEvent:
		return false // none that was whole, or an answer, or nobody knows
	default:
		return e.readTask(m) // what else it says is nobody's business here
	}
	return true
}

// readTask takes the task of an event from where the table has it.
func (e *ProcEvent) readTask(m *Message) bool {
	pid, ok := m.frame.member(e.Arm, "process_pid")
	tgid, also := m.frame.member(e.Arm, "process_tgid")
	e.Task = codec.Task{PID: int32(pid.Num), TGID: int32(tgid.Num)}
	return ok && also
}

// Place returns where a field of the table stands in its struct.
func Place(in codec.Struct, field string) int {
	for _, m := range members()[in] {
		if m.name == field && m.mask == 0 {
			return m.off
		}
	}
	panic("analysis: the table has no " + in.String() + "." + field)
}
