package analysis

import (
	"strings"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/digits"
)

// appendRequest describes LISTEN or IGNORE, with the filter if it has one.
func (m *Message) appendRequest(dst []byte) []byte {
	r, masked, ok := m.Request()
	switch {
	case !ok:
		return append(dst, "request"...)
	case r.Op == codec.McastListen || r.Op == codec.McastIgnore:
		dst = append(dst, r.Op.String()...)
	default:
		dst = appendNumber(dst, "mcast_op ", uint32(r.Op))
	}
	if !masked {
		return dst
	}
	return appendMask(append(dst, " only "...), uint64(r.EventType), "proc_event_mask_bits")
}

// EventWord returns the word for an event type: "exec", and "event 0x00000003"
// for one without.
func EventWord(t codec.EventType) string {
	if word, ok := eventWords()[t]; ok {
		return word
	}
	return string(digits.AppendHex([]byte("event "), uint64(t), 8))
}

// appendEvent describes an event. What was not captured is left out.
func (m *Message) appendEvent(dst []byte, numeric bool) []byte {
	what, ok := m.What()
	if !ok {
		return append(dst, "event"...)
	}
	dst = append(dst, EventWord(what)...)
	arm, ok := m.Arm()
	if !ok {
		return dst
	}
	switch e := m.Event().(type) {
	case nil: // too short
	case *codec.Ack:
		dst = appendErrno(append(dst, ' '), e.Err, numeric)
	case *codec.Fork:
		dst = appendTask(dst, " pid ", e.Parent)
		dst = appendTask(dst, " child ", e.Child)
	case *codec.Ptrace:
		dst = appendTask(dst, " pid ", e.Process)
		if e.Tracer == (codec.Task{}) {
			return append(dst, " detached"...)
		}
		dst = appendTask(dst, " tracer ", e.Tracer)
	case *codec.Comm:
		dst = appendTask(dst, " pid ", e.Process)
		dst = append(AppendText(append(dst, ` "`...), e.Comm[:]), '"')
	case *codec.Exec:
		dst = appendTask(dst, " pid ", e.Process) // as the default would, of half of all events
	case *codec.Coredump:
		dst = appendTask(dst, " pid ", e.Process)
	case *codec.Exit:
		dst = appendExit(dst, e, numeric)
	case *codec.RawEvent:
		dst = append(appendNumber(dst, ", ", uint32(arm.Len)), " bytes"...)
	default:
		dst = m.appendMembers(dst, arm)
	}
	return dst
}

// appendMembers describes an arm by the names that the table has for its fields:
// "pid 5 tid 5 ruid 0 euid 0".
func (m *Message) appendMembers(dst []byte, s codec.Span) []byte {
	var list [16]Member
	for _, f := range m.frame.Members(s, list[:0]) {
		switch name := f.Name; {
		case name == "process_pid": // its tgid, which is what user space calls pid, follows
			var t codec.Task
			t.PID = int32(f.Value.Num)
			if tgid, ok := m.frame.member(s, "process_tgid"); ok {
				t.TGID = int32(tgid.Num)
			}
			dst = appendTask(dst, " pid ", t)
		case name == "process_tgid" || f.IsPad():
		default:
			dst = append(append(append(dst, ' '), strings.ReplaceAll(name, "_", " ")...), ' ')
			dst = f.Value.Append(dst)
		}
	}
	return dst
}

// appendTask appends a task as user space speaks of it: the process, then the
// thread.
func appendTask(dst []byte, label string, t codec.Task) []byte {
	dst = append(dst, label...)
	dst = digits.AppendInt(dst, int64(t.TGID))
	dst = append(dst, " tid "...)
	return digits.AppendInt(dst, int64(t.PID))
}

func appendNumber(dst []byte, label string, v uint32) []byte {
	return digits.AppendUint(append(dst, label...), uint64(v))
}

// appendErrno appends the error of an answer: "EPERM", or "ok".
func appendErrno(dst []byte, errno uint32, numeric bool) []byte {
	if errno == 0 {
		return append(dst, "ok"...)
	}
	return appendName(dst, "errno", uint64(errno), "error ", numeric)
}

// appendExit appends why a thread ended. Only threads that do not lead bear
// their tid: the others' is the pid.
func appendExit(dst []byte, e *codec.Exit, numeric bool) []byte {
	if e.Process.IsLeader() {
		dst = digits.AppendInt(append(dst, " pid "...), int64(e.Process.TGID))
	} else {
		dst = appendTask(dst, " pid ", e.Process)
	}
	if e.Signal() == 0 {
		dst = appendNumber(dst, " code ", e.Status())
	} else {
		dst = appendName(append(dst, ' '), "signal", uint64(e.Signal()), "signal ", numeric)
	}
	if e.Core() {
		dst = append(dst, ", core"...)
	}
	return dst
}
