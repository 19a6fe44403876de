package processes

import (
	"slices"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

type (
	cell   = rows.Cell
	column = rows.Column
	field  = rows.Field[Process]
)

// Columns are the columns of a list of processes: those of the table first,
// then those that only -e and csv have. What is not known is missing, and every
// key of the objects is always there but for those of comments.
var Columns = rows.Define("process", []string{
	"pid", "ppid", "start", "end", "start_ns", "end_ns", "start_frame", "end_frame", "first_frame", "duration_ns", "state",
	"first_exec", "fork_to_exec_ns", "exec_to_exit_ns",
	"comm", "comm_before_exec", "execs", "threads", "children", "exit.code", "exit.signal", "exit.signal_name", "exit.core", "orphan", "adopter",
	"ruid", "euid", "rgid", "egid", "sid", "tracer", "traced", "dumped", "partial",
	"exe", "cmdline", "cwd", "cgroup", "container",
	"parent.comm", "parent.exe", "parent.cmdline", "parent.cwd", "parent.cgroup", "parent.container", "host",
}, slices.Concat([]field{
	rows.HostField(func(p *Process) string { return p.Host }),
	{Column: column{Name: "pid", Title: "PID", Right: true, Type: rows.Integer, Doc: "The process: the kernel's tgid."},
		Set: func(c *cell, p *Process) { c.SetInt(int64(p.PID)) }},
	{Column: column{Name: "ppid", Title: "PPID", Right: true, Type: rows.Integer, Doc: "Its first parent that is known; 0 is the kernel itself."},
		Set: func(c *cell, p *Process) { setKnown(c, p.ParentKnown, p.PPID) }},
	{Column: column{Name: "start_clock", Title: "Start", Form: rows.Clock, SortBy: "start_frame", Type: rows.Time, Doc: "Time of day of start."},
		Set: func(c *cell, p *Process) { setMoment(c, p.Start) }},
	{Column: column{Name: "duration", Title: "Seconds", Right: true, Form: rows.Seconds6, SortBy: "lived_ns", Type: rows.Duration, Doc: "Seconds from start to end; sorts by how long it was seen to live."},
		Set: setLength((*Process).Duration)},
	{Column: column{Name: "threads", Title: "Thr", Right: true, Type: rows.Unsigned, Doc: "Threads that it ever had, the leader included."},
		Set: func(c *cell, p *Process) { c.SetUint(uint64(p.Threads)) }},
	{Column: column{Name: "execs", Title: "Exec", Right: true, Type: rows.Unsigned, Doc: "EXEC events."},
		Set: func(c *cell, p *Process) { c.SetUint(uint64(p.Execs)) }},
	{Column: column{Name: "fate", Title: "Exit", Type: rows.Text, Doc: "How it ended: a code, or a signal's name; else its state."},
		Set: setFate},
	{Column: column{Name: "comm", Title: "Comm", None: "-", SortBy: "comm_bytes", Type: rows.Text, Doc: "What the last COMM, or a comment of a packet, called it; an EXEC behind that takes the name away."},
		Set: func(c *cell, p *Process) {
			if p.Named {
				c.Keep(analysis.AppendText(c.Room(), p.Comm[:]))
			}
		}},
	{Column: column{Name: "partial", Title: "Not seen", Type: rows.Texts, Doc: "What of it was not seen: start, end, parent, threads, events."},
		Set: setPartial},
	{Column: column{Name: "comm_before_exec", Type: rows.Text, Doc: "The last name that an EXEC took from it."},
		Set: func(c *cell, p *Process) {
			if p.NamedBeforeExec {
				c.Keep(analysis.AppendText(c.Room(), p.CommBeforeExec[:]))
			}
		}},
	{Column: column{Name: "start", Form: rows.RFC3339, SortBy: "start_frame", Type: rows.Time, Doc: "When its FORK was captured."},
		Set: func(c *cell, p *Process) { setMoment(c, p.Start) }},
	{Column: column{Name: "lstart", Hidden: true, SortBy: "start_frame", Type: rows.Time, Doc: "The same, for people with date and time of day."},
		Set: func(c *cell, p *Process) { setMoment(c, p.Start) }},
	{Column: column{Name: "first_exec", Hidden: true, Form: rows.RFC3339, Type: rows.Time, Doc: "When its first EXEC was captured."},
		Set: func(c *cell, p *Process) { setMoment(c, p.FirstExec) }},
	{Column: column{Name: "fork_to_exec", Hidden: true, Right: true, Form: rows.Seconds9, Type: rows.Duration, Doc: "Seconds from its FORK to its first EXEC."},
		Set: setLength((*Process).ForkToExec)},
	{Column: column{Name: "exec_to_exit", Hidden: true, Right: true, Form: rows.Seconds9, Type: rows.Duration, Doc: "Seconds from its first EXEC to its end."},
		Set: setLength((*Process).ExecToExit)},
	{Column: column{Name: "end", Form: rows.RFC3339, SortBy: "end_frame", Type: rows.Time, Doc: "When its last EXIT was captured."},
		Set: func(c *cell, p *Process) { setMoment(c, p.End) }},
	{Column: column{Name: "start_ns", Type: rows.Unsigned, Doc: "Start by the kernel: CLOCK_MONOTONIC, nanoseconds."},
		Set: func(c *cell, p *Process) { setKnown(c, p.Start.Timed, p.Start.Stamp) }},
	{Column: column{Name: "end_ns", Type: rows.Unsigned, Doc: "End by the kernel."},
		Set: func(c *cell, p *Process) { setKnown(c, p.End.Timed, p.End.Stamp) }},
	{Column: column{Name: "start_frame", Type: rows.Unsigned, Doc: "Number of the frame with its FORK."},
		Set: func(c *cell, p *Process) { setKnown(c, p.Start.Seen(), p.Start.Frame) }},
	{Column: column{Name: "end_frame", Type: rows.Unsigned, Doc: "Number of the frame with its last EXIT."},
		Set: func(c *cell, p *Process) { setKnown(c, p.End.Seen(), p.End.Frame) }},
	{Column: column{Name: "first_frame", Type: rows.Unsigned, Doc: "Number of the frame with its first event, which is not always its start."},
		Set: func(c *cell, p *Process) { c.SetUint(p.First.Frame) }},
	{Column: column{Name: "state", Type: rows.Text, Doc: "running, ended, or gone: its pid is another's, but no end was seen."},
		Set: func(c *cell, p *Process) { c.SetText(p.State.String()) }},
	{Column: column{Name: "children", Type: rows.Unsigned, Doc: "FORK events that name it as the parent of a process."},
		Set: func(c *cell, p *Process) { c.SetUint(uint64(p.Children)) }},
	{Column: column{Name: "exit.code", Type: rows.Unsigned, Doc: "Exit status, where no signal ended it."},
		Set: ofExit(false, func(c *cell, e *codec.Exit) { c.SetUint(uint64(e.Status())) })},
	{Column: column{Name: "exit.signal", Type: rows.Unsigned, Doc: "Signal that ended it."},
		Set: ofExit(true, func(c *cell, e *codec.Exit) { c.SetUint(uint64(e.Signal())) })},
	{Column: column{Name: "exit.core", Type: rows.Bool, Doc: "Whether that signal wrote a core."},
		Set: ofExit(true, func(c *cell, e *codec.Exit) { c.SetBool(e.Core()) })},
	{Column: column{Name: "orphan", Type: rows.Bool, Doc: "It outlived its parent, or another adopted it."},
		Set: func(c *cell, p *Process) { c.SetBool(p.Orphan) }},
	{Column: column{Name: "adopter", Type: rows.Integer, Doc: "Its last parent, where that is another."},
		Set: func(c *cell, p *Process) { setKnown(c, p.Adopter != 0, p.Adopter) }},
	{Column: column{Name: "ruid", Type: rows.Unsigned, Doc: "Real user id of its last UID event."},
		Set: func(c *cell, p *Process) { setKnown(c, p.UID.Known, p.UID.Real) }},
	{Column: column{Name: "euid", Type: rows.Unsigned, Doc: "Effective user id."},
		Set: func(c *cell, p *Process) { setKnown(c, p.UID.Known, p.UID.Effective) }},
	{Column: column{Name: "rgid", Type: rows.Unsigned, Doc: "Real group id of its last GID event."},
		Set: func(c *cell, p *Process) { setKnown(c, p.GID.Known, p.GID.Real) }},
	{Column: column{Name: "egid", Type: rows.Unsigned, Doc: "Effective group id."},
		Set: func(c *cell, p *Process) { setKnown(c, p.GID.Known, p.GID.Effective) }},
	{Column: column{Name: "sid", Type: rows.Integer, Doc: "Its pid, if it started a session."},
		Set: func(c *cell, p *Process) { setKnown(c, p.Session, p.PID) }},
	{Column: column{Name: "tracer", Type: rows.Integer, Doc: "Process that attached to it last."},
		Set: func(c *cell, p *Process) { setKnown(c, p.Tracer != 0, p.Tracer) }},
	{Column: column{Name: "traced", Type: rows.Bool, Doc: "That tracer did not detach."},
		Set: func(c *cell, p *Process) { c.SetBool(p.Traced) }},
	{Column: column{Name: "dumped", Type: rows.Bool, Doc: "A signal that dumps core hit it."},
		Set: func(c *cell, p *Process) { c.SetBool(p.Dumped) }},
	{Column: column{Name: "duration_ns", Hidden: true, Type: rows.Integer, Doc: "Nanoseconds from start to end, by the kernel's clock or the capture's."},
		Set: setNanoseconds((*Process).Duration)},
	{Column: column{Name: "fork_to_exec_ns", Hidden: true, Type: rows.Integer, Doc: "The same as fork_to_exec, in nanoseconds."},
		Set: setNanoseconds((*Process).ForkToExec)},
	{Column: column{Name: "exec_to_exit_ns", Hidden: true, Type: rows.Integer, Doc: "The same as exec_to_exit, in nanoseconds."},
		Set: setNanoseconds((*Process).ExecToExit)},
	{Column: column{Name: "lived_ns", Hidden: true, Type: rows.Integer, Doc: "Nanoseconds that it was seen to live."},
		Set: func(c *cell, p *Process) { c.SetInt(int64(p.AtLeast())) }},
	{Column: column{Name: "comm_bytes", Hidden: true, Type: rows.Bytes, Doc: "The bytes of comm, in hexadecimal."},
		Set: func(c *cell, p *Process) {
			if p.Named {
				c.Keep(append(c.Room(), p.Comm.Name()...))
				c.Kind = rows.Bytes
			}
		}},
	{Column: column{Name: "exit", Hidden: true, SortBy: "exit_code", Type: rows.Text, Doc: "How it ended: a code, or a signal's name; nothing where it did not."},
		Set: func(c *cell, p *Process) {
			if p.State == Ended {
				setFate(c, p)
			}
		}},
	{Column: column{Name: "exit_code", Hidden: true, Right: true, Type: rows.Unsigned, Doc: "The same as the kernel has it, a wait status: the code times 256, or the signal, and 128 for a core."},
		Set: func(c *cell, p *Process) { setKnown(c, p.State == Ended, p.Code) }},
	{Column: column{Name: "exit.signal_name", Hidden: true, Type: rows.Text, Doc: "Name of that signal."},
		Set: ofExit(true, func(c *cell, e *codec.Exit) {
			c.Clear() // the key is there
			if name, ok := signals()[e.Signal()]; ok {
				c.SetText(name)
			}
		})},
}, factFields(func(p *Process) *who.Facts { return p.Facts }, "By a comment: ", "Command"), parentFields()))

// parentFields are columns of what is known of the parent, named as the fields of
// events are.
func parentFields() []field {
	fields := []field{{Column: column{Name: "parent.comm", Hidden: true, Type: rows.Text, Doc: "Of its first parent: what the last COMM, or a comment, called it."},
		Set: func(c *cell, p *Process) {
			if c.Kind = rows.Absent; p.ParentIs.Named {
				c.Keep(analysis.AppendText(c.Room(), p.ParentIs.Comm[:]))
			}
		}}}
	for _, f := range factFields(func(p *Process) *who.Facts { return p.ParentIs.Facts }, "Of its first parent, by a comment: ", "") {
		f.Name, f.Hidden = "parent."+f.Name, true
		fields = append(fields, f)
	}
	return fields
}

// setLength sets a length of time that is known.
func setLength(of func(*Process) (time.Duration, bool)) func(*cell, *Process) {
	return func(c *cell, p *Process) {
		if d, ok := of(p); ok {
			c.SetDuration(d)
		}
	}
}

// setNanoseconds sets it as a number.
func setNanoseconds(of func(*Process) (time.Duration, bool)) func(*cell, *Process) {
	return func(c *cell, p *Process) {
		d, ok := of(p)
		setKnown(c, ok, int64(d))
	}
}

// factFields are columns of what comments said: without it objects have no such key.
// The command line is in the table if it has a title there and is known.
func factFields[T any](of func(*T) *who.Facts, doc, command string) (fields []rows.Field[T]) {
	for k := range who.NumFacts {
		c := column{Name: k.String(), Type: rows.Text, Doc: doc + k.Doc()}
		if k == who.Cmdline {
			c.Title, c.Sparse = command, true
		}
		fields = append(fields, rows.Field[T]{Column: c, Set: func(c *cell, t *T) {
			if c.Kind = rows.Absent; of(t).Get(k) != "" {
				c.SetText(of(t).Get(k))
			}
		}})
	}
	return fields
}

// MarshalJSON returns the object that AppendJSON appends.
func (p *Process) MarshalJSON() ([]byte, error) { return p.AppendJSON(nil), nil }

// AppendJSON appends the process as an object of Columns on one line.
func (p *Process) AppendJSON(b []byte) []byte { return Columns.AppendJSON(b, p) }

// setKnown sets a number that is known.
func setKnown[T int32 | uint32 | int64 | uint64](c *cell, known bool, n T) {
	switch {
	case !known:
	case ^T(0) < 0: // signed
		c.SetInt(int64(n))
	default:
		c.SetUint(uint64(n))
	}
}

// setMoment sets the time by the capture.
func setMoment(c *cell, m Moment) {
	if m.HasTime() {
		c.SetTime(m.Time)
	}
}

// setFate sets how it ended, or the state where it did not.
func setFate(c *cell, p *Process) {
	if p.State != Ended {
		c.SetText(p.State.String())
		return
	}
	c.Keep(p.AppendExit(c.Room()))
}

func setPartial(c *cell, p *Process) {
	c.SetList()
	for i, name := range partialNames {
		if p.Partial&(1<<i) != 0 {
			c.Add(name)
		}
	}
}

// ofExit sets what an end by a signal, or without one, has; another has no key.
func ofExit(bySignal bool, set func(*cell, *codec.Exit)) func(*cell, *Process) {
	return func(c *cell, p *Process) {
		c.Kind = rows.Absent
		if e := (codec.Exit{ExitCode: p.Code}); p.State == Ended && (e.Signal() != 0) == bySignal {
			set(c, &e)
		}
	}
}
