package main

import (
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
)

// processColumns are the columns of ps: those of the table first, then those
// that only -e and csv have, by the names of the JSON keys.
var processColumns = []processColumn{
	{Name: "pid", Title: "PID", Right: true, Append: func(b []byte, p *processes.Process) []byte { return strconv.AppendInt(b, int64(p.PID), 10) }},
	{Name: "ppid", Title: "PPID", Right: true, Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.ParentKnown, int64(p.PPID)) }},
	{Name: "start_clock", Title: "Start", Append: func(b []byte, p *processes.Process) []byte { return appendClock(b, p.Start) }},
	{Name: "duration", Title: "Seconds", Right: true, Append: appendLifetime},
	{Name: "threads", Title: "Thr", Right: true, Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, true, int64(p.Threads)) }},
	{Name: "execs", Title: "Exec", Right: true, Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, true, int64(p.Execs)) }},
	{Name: "fate", Title: "Exit", Append: appendFate},
	{Name: "comm", Title: "Comm", Append: func(b []byte, p *processes.Process) []byte { return p.AppendComm(b) }},
	{Name: "partial", Title: "Not seen", Append: func(b []byte, p *processes.Process) []byte { return p.Partial.Append(b) }},
	{Name: "start", Append: func(b []byte, p *processes.Process) []byte { return appendRFC3339(b, p.Start) }},
	{Name: "end", Append: func(b []byte, p *processes.Process) []byte { return appendRFC3339(b, p.End) }},
	{Name: "start_ns", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.Start.Timed, p.Start.Stamp) }},
	{Name: "end_ns", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.End.Timed, p.End.Stamp) }},
	{Name: "start_frame", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.Start.Seen(), p.Start.Frame) }},
	{Name: "end_frame", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.End.Seen(), p.End.Frame) }},
	{Name: "first_frame", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, true, p.First.Frame) }},
	{Name: "state", Append: func(b []byte, p *processes.Process) []byte { return append(b, p.State.String()...) }},
	{Name: "children", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, true, int64(p.Children)) }},
	{Name: "exit.code", Append: func(b []byte, p *processes.Process) []byte {
		return appendIf(b, p.State == processes.Ended && p.Signal() == 0, int64(p.Status()))
	}},
	{Name: "exit.signal", Append: func(b []byte, p *processes.Process) []byte {
		return appendIf(b, p.State == processes.Ended && p.Signal() != 0, int64(p.Signal()))
	}},
	{Name: "exit.core", Append: func(b []byte, p *processes.Process) []byte {
		if p.State != processes.Ended || p.Signal() == 0 {
			return b
		}
		return strconv.AppendBool(b, p.Core())
	}},
	{Name: "orphan", Append: func(b []byte, p *processes.Process) []byte { return strconv.AppendBool(b, p.Orphan) }},
	{Name: "adopter", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.Adopter != 0, int64(p.Adopter)) }},
	{Name: "ruid", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.UID.Known, uint64(p.UID.Real)) }},
	{Name: "euid", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.UID.Known, uint64(p.UID.Effective)) }},
	{Name: "rgid", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.GID.Known, uint64(p.GID.Real)) }},
	{Name: "egid", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.GID.Known, uint64(p.GID.Effective)) }},
	{Name: "sid", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.Session, int64(p.PID)) }},
	{Name: "tracer", Append: func(b []byte, p *processes.Process) []byte { return appendIf(b, p.Tracer != 0, int64(p.Tracer)) }},
	{Name: "traced", Append: func(b []byte, p *processes.Process) []byte { return strconv.AppendBool(b, p.Traced) }},
	{Name: "dumped", Append: func(b []byte, p *processes.Process) []byte { return strconv.AppendBool(b, p.Dumped) }},
}

// appendIf appends a number that is known.
func appendIf[T int64 | uint64](b []byte, known bool, v T) []byte {
	if !known {
		return b
	}
	if v < 0 {
		return strconv.AppendInt(b, int64(v), 10)
	}
	return strconv.AppendUint(b, uint64(v), 10)
}

// appendClock appends the time of day.
func appendClock(b []byte, m processes.Moment) []byte {
	if m.Time == 0 {
		return b
	}
	return time.Unix(0, m.Time).AppendFormat(b, "15:04:05.000000")
}

func appendRFC3339(b []byte, m processes.Moment) []byte {
	if m.Time == 0 {
		return b
	}
	return time.Unix(0, m.Time).UTC().AppendFormat(b, time.RFC3339Nano)
}

// appendLifetime appends from start to end, in seconds.
func appendLifetime(b []byte, p *processes.Process) []byte {
	d, ok := p.Duration()
	if !ok {
		return b
	}
	return analysis.AppendDuration(b, d, 6)
}

// appendFate appends how it ended, or the state where it did not.
func appendFate(b []byte, p *processes.Process) []byte {
	if p.State != processes.Ended {
		return append(b, p.State.String()...)
	}
	return p.AppendExit(b)
}
