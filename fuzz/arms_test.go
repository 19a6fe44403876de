package fuzz_test

import (
	"fmt"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
)

// arm reports an arm of proc_event's union, which starts at at and of which
// union holds the bytes.
func (r *report) arm(at int, ev codec.Event, union []byte) {
	switch e := ev.(type) {
	case *codec.Ack:
		r.number(at, "proc_event.ack", "err", 0, 4, uint64(e.Err))
	case *codec.Fork:
		r.task(at, "proc_event.fork", "parent", 0, e.Parent)
		r.task(at, "proc_event.fork", "child", 8, e.Child)
	case *codec.Exec:
		r.task(at, "proc_event.exec", "process", 0, e.Process)
	case *codec.UID:
		r.task(at, "proc_event.uid", "process", 0, e.Process)
		r.number(at, "proc_event.uid", "ruid", 8, 4, uint64(e.RUID))
		r.number(at, "proc_event.uid", "euid", 12, 4, uint64(e.EUID))
	case *codec.GID:
		r.task(at, "proc_event.gid", "process", 0, e.Process)
		r.number(at, "proc_event.gid", "rgid", 8, 4, uint64(e.RGID))
		r.number(at, "proc_event.gid", "egid", 12, 4, uint64(e.EGID))
	case *codec.SID:
		r.task(at, "proc_event.sid", "process", 0, e.Process)
	case *codec.Ptrace:
		r.task(at, "proc_event.ptrace", "process", 0, e.Process)
		r.task(at, "proc_event.ptrace", "tracer", 8, e.Tracer)
	case *codec.Comm:
		r.task(at, "proc_event.comm", "process", 0, e.Process)
		r.fields = append(r.fields, fuzz.Field{Struct: "proc_event.comm", Name: "comm", Offset: at + 8, Size: 16, Bytes: e.Comm[:]})
	case *codec.Coredump:
		r.task(at, "proc_event.coredump", "process", 0, e.Process)
		r.task(at, "proc_event.coredump", "parent", 8, e.Parent)
	case *codec.Exit:
		r.exit(at, e, union)
	case *codec.RawEvent:
	default:
		r.fail(fmt.Errorf("fuzz/arms_test.go: no line for %T", ev))
	}
}

// exit reports the parent also of the unions that end inside it, which no
// kernel sent: codec's value has it whole or not at all (SPEC.md R9).
func (r *report) exit(at int, e *codec.Exit, union []byte) {
	r.task(at, "proc_event.exit", "process", 0, e.Process)
	r.number(at, "proc_event.exit", "exit_code", 8, 4, uint64(e.ExitCode))
	r.number(at, "proc_event.exit", "exit_signal", 12, 4, uint64(e.ExitSignal))
	switch {
	case !e.NoParent:
		r.task(at, "proc_event.exit", "parent", 16, e.Parent)
	case len(union) >= 20:
		r.number(at, "proc_event.exit", "parent_pid", 16, 4, uint64(r.order.Uint32(union[16:20])))
	}
}

// task reports a process and a thread of it, whose fields start with name.
func (r *report) task(at int, structName, name string, offset int, t codec.Task) {
	r.number(at, structName, name+"_pid", offset, 4, uint64(int64(t.PID)))
	r.number(at, structName, name+"_tgid", offset+4, 4, uint64(int64(t.TGID)))
}

// other reports what codec knows of ids other than that of process events: a
// request to the notifier, if it is as long as its counts say.
func (r *report) other(at int, cn *codec.CnMsg) {
	var ctl codec.CtlMsg
	if _, err := ctl.Decode(r.order, cn.Data); err != nil || cn.ID != (codec.CbID{Idx: 0xffffffff, Val: 0xffffffff}) {
		return
	}
	if ranges := uint64(ctl.IdxNotifyNum) + uint64(ctl.ValNotifyNum); uint64(len(cn.Data)) != codec.CtlMsgSize+ranges*codec.NotifyReqSize {
		return
	}
	r.number(at, "cn_ctl_msg", "idx_notify_num", 0, 4, uint64(ctl.IdxNotifyNum))
	r.number(at, "cn_ctl_msg", "val_notify_num", 4, 4, uint64(ctl.ValNotifyNum))
	r.number(at, "cn_ctl_msg", "group", 8, 4, uint64(ctl.Group))
	r.number(at, "cn_ctl_msg", "len", 12, 4, uint64(ctl.Length))
	var req codec.NotifyReq
	for n := codec.CtlMsgSize; n < len(cn.Data); n += codec.NotifyReqSize {
		req.Decode(r.order, cn.Data[n:])
		r.number(at+n, "cn_notify_req", "first", 0, 4, uint64(req.First))
		r.number(at+n, "cn_notify_req", "range", 4, 4, uint64(req.Range))
	}
}
