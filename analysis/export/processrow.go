package export

import (
	"sync"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/rows"
)

// processTable is the table of lives.
var processTable = sync.OnceValue(func() *list[processes.Process] {
	const time = "When its first event was captured, which is not always its start."
	return newList(Processes, time, processes.Columns, []member[processes.Process]{
		{name: "process", set: func(c *rows.Cell, p *processes.Process) { c.SetInt(int64(p.Key)) }, kind: rows.Integer, doc: "Number of the life, its own among all of an export: of a stream."},
		{name: "parent_process", set: setParent, kind: rows.Integer, doc: "That of its first parent; there is no row of a parent of which no event was seen."},
		{name: "pid", kind: rows.Integer, narrow: true},
		{name: "ppid", kind: rows.Integer, narrow: true},
		{name: "start_time", of: "start", kind: rows.Time},
		{name: "end_time", of: "end", kind: rows.Time},
		{name: "start_ns", kind: rows.Unsigned},
		{name: "end_ns", kind: rows.Unsigned},
		{name: "start_frame", kind: rows.Integer},
		{name: "end_frame", kind: rows.Integer},
		{name: "first_frame", kind: rows.Integer},
		{name: "duration_ns", kind: rows.Integer},
		{name: "state", kind: rows.Text},
		{name: "first_exec_time", of: "first_exec", kind: rows.Time},
		{name: "fork_to_exec_ns", kind: rows.Integer, doc: "Nanoseconds from its FORK to its first EXEC."},
		{name: "exec_to_exit_ns", kind: rows.Integer, doc: "Nanoseconds from its first EXEC to its end."},
		{name: "comm", kind: rows.Text},
		{name: "comm_before_exec", kind: rows.Text},
		{name: "execs", kind: rows.Integer},
		{name: "threads", kind: rows.Integer},
		{name: "children", kind: rows.Integer},
		{name: "exit_code", kind: rows.Integer, doc: "How it ended, as the kernel has it: a wait status."},
		{name: "status", of: "exit.code", kind: rows.Integer, narrow: true},
		{name: "signal", of: "exit.signal", kind: rows.Integer, narrow: true},
		{name: "signal_name", of: "exit.signal_name", kind: rows.Text},
		{name: "core", of: "exit.core", kind: rows.Bool},
		{name: "orphan", kind: rows.Bool},
		{name: "adopter", kind: rows.Integer, narrow: true},
		{name: "ruid", kind: rows.Integer},
		{name: "euid", kind: rows.Integer},
		{name: "rgid", kind: rows.Integer},
		{name: "egid", kind: rows.Integer},
		{name: "sid", kind: rows.Integer, narrow: true},
		{name: "tracer", kind: rows.Integer, narrow: true},
		{name: "traced", kind: rows.Bool},
		{name: "dumped", kind: rows.Bool},
		{name: "partial", kind: rows.Text, doc: "What of it was not seen, with commas between: start, end, parent, threads, events; nothing where all was."},
		{name: "exe", kind: rows.Text},
		{name: "cmdline", kind: rows.Text},
		{name: "cwd", kind: rows.Text},
		{name: "cgroup", kind: rows.Text},
		{name: "container", kind: rows.Text},
		{name: "parent_comm", of: "parent.comm", kind: rows.Text},
		{name: "parent_exe", of: "parent.exe", kind: rows.Text},
		{name: "parent_cmdline", of: "parent.cmdline", kind: rows.Text},
		{name: "parent_cwd", of: "parent.cwd", kind: rows.Text},
		{name: "parent_cgroup", of: "parent.cgroup", kind: rows.Text},
		{name: "parent_container", of: "parent.container", kind: rows.Text},
	})
})

func setParent(c *rows.Cell, p *processes.Process) {
	if p.Parent != 0 {
		c.SetInt(int64(p.Parent))
	}
}
