package analysis

import (
	"strconv"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// appendRequest describes LISTEN or IGNORE, with the filter if it has one.
func appendRequest(dst []byte, s codec.Span, b []byte) []byte {
	if len(b) < codec.McastOpSize {
		return append(dst, "request"...)
	}
	op := codec.McastOp(s.Order.Uint32(b))
	if op == codec.McastListen || op == codec.McastIgnore {
		dst = append(dst, op.String()...)
	} else {
		dst = append(dst, "mcast_op "...)
		dst = strconv.AppendUint(dst, uint64(op), 10)
	}
	if len(b) < codec.ProcInputSize {
		return dst
	}
	dst = append(dst, " only "...)
	return AppendMask(dst, uint64(s.Order.Uint32(b[4:])), "proc_event_mask_bits")
}

// AppendMask appends the names of the bits that are set, separated by |, and
// what has no name as one number: "PROC_EVENT_EXEC|PROC_EVENT_EXIT|0x8".
func AppendMask(dst []byte, mask uint64, set string) []byte {
	n := len(dst)
	for _, v := range spec.Default().Set(set) {
		if mask&v.Value != 0 {
			if len(dst) > n {
				dst = append(dst, '|')
			}
			dst = append(dst, v.Name...)
			mask &^= v.Value
		}
	}
	if mask != 0 || len(dst) == n {
		if len(dst) > n {
			dst = append(dst, '|')
		}
		dst = append(dst, "0x"...)
		dst = strconv.AppendUint(dst, mask, 16)
	}
	return dst
}

// EventWord returns the word for an event type: "exec", and "event 0x00000003"
// for one without.
func EventWord(t codec.EventType) string {
	switch t {
	case codec.EventNone:
		return "ack"
	case codec.EventFork:
		return "fork"
	case codec.EventExec:
		return "exec"
	case codec.EventUID:
		return "uid"
	case codec.EventGID:
		return "gid"
	case codec.EventSID:
		return "sid"
	case codec.EventPtrace:
		return "ptrace"
	case codec.EventComm:
		return "comm"
	case codec.EventCoredump:
		return "coredump"
	case codec.EventExit:
		return "exit"
	}
	return string(appendHex([]byte("event "), uint64(t), 8))
}

// appendEvent describes the arm in b. What was not captured is left out.
func appendEvent(dst []byte, s codec.Span, b []byte, t codec.EventType, numeric bool) []byte {
	dst = append(dst, EventWord(t)...)
	switch t {
	case codec.EventNone:
		var e codec.Ack
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendErrno(append(dst, ' '), e.Err, numeric)
		}
	case codec.EventFork:
		var e codec.Fork
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendTask(dst, " pid ", e.Parent)
			dst = appendTask(dst, " child ", e.Child)
		}
	case codec.EventExec:
		var e codec.Exec
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendTask(dst, " pid ", e.Process)
		}
	case codec.EventUID:
		var e codec.UID
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendTask(dst, " pid ", e.Process)
			dst = appendNumber(dst, " ruid ", e.RUID)
			dst = appendNumber(dst, " euid ", e.EUID)
		}
	case codec.EventGID:
		var e codec.GID
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendTask(dst, " pid ", e.Process)
			dst = appendNumber(dst, " rgid ", e.RGID)
			dst = appendNumber(dst, " egid ", e.EGID)
		}
	case codec.EventSID:
		var e codec.SID
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendTask(dst, " pid ", e.Process)
		}
	case codec.EventPtrace:
		var e codec.Ptrace
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendTask(dst, " pid ", e.Process)
			if e.Tracer == (codec.Task{}) {
				return append(dst, " detached"...)
			}
			dst = appendTask(dst, " tracer ", e.Tracer)
		}
	case codec.EventComm:
		var e codec.Comm
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendTask(dst, " pid ", e.Process)
			dst = append(dst, ` "`...)
			dst = AppendText(dst, e.Comm[:])
			dst = append(dst, '"')
		}
	case codec.EventCoredump:
		var e codec.Coredump
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendTask(dst, " pid ", e.Process)
		}
	case codec.EventExit:
		var e codec.Exit
		if _, err := e.Decode(s.Order, b); err == nil {
			dst = appendExit(dst, &e, numeric)
		}
	default:
		dst = appendNumber(dst, ", ", uint32(len(b)))
		dst = append(dst, " bytes"...)
	}
	return dst
}

// appendTask appends a task as user space speaks of it: the process, then the
// thread.
func appendTask(dst []byte, label string, t codec.Task) []byte {
	dst = append(dst, label...)
	dst = strconv.AppendInt(dst, int64(t.TGID), 10)
	dst = append(dst, " tid "...)
	return strconv.AppendInt(dst, int64(t.PID), 10)
}

func appendNumber(dst []byte, label string, v uint32) []byte {
	return strconv.AppendUint(append(dst, label...), uint64(v), 10)
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
		dst = strconv.AppendInt(append(dst, " pid "...), int64(e.Process.TGID), 10)
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
