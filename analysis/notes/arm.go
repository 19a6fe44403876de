package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// arm looks at the fields of an event's arm. One that is not whole was noted.
func (c *Checker) arm(f *analysis.Frame, s codec.Span) {
	b := bytes(f, s)
	if s.Struct == codec.StructAck || len(b) < codec.TaskSize {
		return
	}
	switch s.Struct {
	case codec.StructFork:
		var e codec.Fork
		if _, err := e.Decode(s.Order, b); err == nil {
			c.task(f, s.Off+8, "child", e.Child) // its parent may be 0: the idle task forks too
		}
		return
	case codec.StructComm:
		var e codec.Comm
		if _, err := e.Decode(s.Order, b); err == nil {
			c.comm(f, s.Off+8, e.Comm[:])
		}
	case codec.StructExit:
		if len(b) >= 16 {
			c.exit(f, s.Off+8, s.Order.Uint32(b[8:]), s.Order.Uint32(b[12:]))
		}
	}
	c.task(f, s.Off, "process", codec.Task{PID: s.Order.Int32(b), TGID: s.Order.Int32(b[4:])})
}

func (c *Checker) task(f *analysis.Frame, off int, name string, t codec.Task) {
	if t.PID <= 0 || t.TGID <= 0 {
		c.note(taskNumber, f.Number, off, "%s_pid is %d, %s_tgid %d", name, t.PID, name, t.TGID)
	}
}

// comm wants a NUL and nothing behind it,
// drivers/connector/cn_proc.c:proc_comm_connector (6.12) and get_task_comm.
func (c *Checker) comm(f *analysis.Frame, off int, comm []byte) {
	for i, b := range comm {
		if b != 0 {
			continue
		}
		for j, tail := range comm[i:] {
			if tail != 0 {
				c.note(commTail, f.Number, off+i+j, "comm goes on behind its NUL")
				return
			}
		}
		return
	}
	c.note(commTail, f.Number, off, "comm has no NUL in %d bytes", len(comm))
}

// exit wants a wait status and a signal.
func (c *Checker) exit(f *analysis.Frame, off int, code, signal uint32) {
	e := codec.Exit{ExitCode: code}
	switch {
	case code>>16 != 0:
		c.note(exitCode, f.Number, off, "exit_code is %#x: a wait status has 16 bits", code)
	case e.Signal() != 0 && e.Status() != 0:
		c.note(exitCode, f.Number, off, "exit_code is %#x: a status and a signal", code)
	case e.Signal() == 0 && e.Core():
		c.note(exitCode, f.Number, off, "exit_code is %#x: a core without a signal", code)
	}
	if signal > maxSignal && signal != noSignal {
		c.note(exitSignal, f.Number, off+4, "exit_signal is %d", signal)
	}
}

const (
	maxSignal = 64         // _NSIG, of every architecture but mips, whose 127 nobody uses
	noSignal  = 0xffffffff // of a thread that does not lead
)
