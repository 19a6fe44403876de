package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// arm looks at the fields of an event's arm. One that is not whole was noted.
func (c *Checker) arm(f *analysis.Frame, m *analysis.Message) {
	e, ok := m.ProcEvent()
	if !ok {
		return
	}
	task := "process"
	switch e.What {
	case codec.EventFork:
		task = "child" // its parent may be 0: the idle task forks too
	case codec.EventComm:
		c.comm(f, e)
	case codec.EventExit:
		c.exit(f, e)
	}
	if e.Task.PID <= 0 || e.Task.TGID <= 0 {
		c.field(taskNumber, f, e.Arm, task+"_pid", "%s_pid is %d, %s_tgid %d", task, e.Task.PID, task, e.Task.TGID)
	}
}

// comm wants a NUL and nothing behind it,
// drivers/connector/cn_proc.c:proc_comm_connector (6.12) and get_task_comm.
func (c *Checker) comm(f *analysis.Frame, e *analysis.ProcEvent) {
	name := e.Comm.Name()
	if len(name) == len(e.Comm) {
		c.field(commTail, f, e.Arm, "comm", "comm has no NUL in %d bytes", len(name))
		return
	}
	for i, b := range e.Comm[len(name):] {
		if b != 0 {
			c.note(commTail, f.Number, at(e.Arm, "comm")+len(name)+i, "comm goes on behind its NUL")
			return
		}
	}
}

// exit wants a wait status and a signal.
func (c *Checker) exit(f *analysis.Frame, e *analysis.ProcEvent) {
	x := codec.Exit{ExitCode: e.Code}
	switch {
	case e.Code>>16 != 0:
		c.field(exitCode, f, e.Arm, "exit_code", "exit_code is %#x: a wait status has 16 bits", e.Code)
	case x.Signal() != 0 && x.Status() != 0:
		c.field(exitCode, f, e.Arm, "exit_code", "exit_code is %#x: a status and a signal", e.Code)
	case x.Signal() == 0 && x.Core():
		c.field(exitCode, f, e.Arm, "exit_code", "exit_code is %#x: a core without a signal", e.Code)
	}
	if e.ExitSignal > maxSignal && e.ExitSignal != noSignal {
		c.field(exitSignal, f, e.Arm, "exit_signal", "exit_signal is %d", e.ExitSignal)
	}
}

const (
	maxSignal = 64         // _NSIG, of every architecture but mips, whose 127 nobody uses
	noSignal  = 0xffffffff // of a thread that does not lead
)
