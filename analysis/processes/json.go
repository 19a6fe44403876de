package processes

import (
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// MarshalJSON returns the object that AppendJSON appends.
func (p *Process) MarshalJSON() ([]byte, error) { return p.AppendJSON(nil), nil }

// AppendJSON appends the process as an object. Every key is always there; what
// is not known is null.
//
//	pid, ppid              numbers
//	start, end             RFC 3339, when the capture has the FORK and the last EXIT
//	start_ns, end_ns       the same by the kernel: CLOCK_MONOTONIC, nanoseconds
//	start_frame, end_frame numbers of frames
//	first_frame            of its first event, which is not always its start
//	duration_ns            end_ns less start_ns, or of the capture's times
//	state                  running, ended or gone: State
//	comm                   as cn_proc.comm.comm has it
//	execs, threads, children
//	exit                   {"code":N} or {"signal":N,"signal_name":S,"core":B}
//	orphan, adopter        whether it outlived its parent, and who took it if that was seen
//	ruid, euid, rgid, egid of its last UID and GID events
//	sid                    its pid if it started a session
//	tracer, traced         who attached to it last, and whether no detaching was seen
//	dumped                 whether a signal that dumps core hit it
//	partial                what of it was not seen: Partial
func (p *Process) AppendJSON(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"pid":`...), int64(p.PID), 10)
	b = appendInt(append(b, `,"ppid":`...), p.PPID, p.ParentKnown)
	b = appendTime(append(b, `,"start":`...), p.Start)
	b = appendTime(append(b, `,"end":`...), p.End)
	b = appendUint(append(b, `,"start_ns":`...), p.Start.Stamp, p.Start.Timed)
	b = appendUint(append(b, `,"end_ns":`...), p.End.Stamp, p.End.Timed)
	b = appendUint(append(b, `,"start_frame":`...), p.Start.Frame, p.Start.Seen())
	b = appendUint(append(b, `,"end_frame":`...), p.End.Frame, p.End.Seen())
	b = appendUint(append(b, `,"first_frame":`...), p.First.Frame, true)
	d, ok := p.Duration()
	b = append(b, `,"duration_ns":`...)
	if ok {
		b = strconv.AppendInt(b, int64(d), 10)
	} else {
		b = append(b, "null"...)
	}
	b = append(append(append(b, `,"state":"`...), p.State.String()...), '"')
	b = append(b, `,"comm":`...)
	if p.Named {
		b = appendString(b, analysis.AppendText(nil, p.Comm[:]))
	} else {
		b = append(b, "null"...)
	}
	b = appendUint(append(b, `,"execs":`...), uint64(p.Execs), true)
	b = appendUint(append(b, `,"threads":`...), uint64(p.Threads), true)
	b = appendUint(append(b, `,"children":`...), uint64(p.Children), true)
	b = p.appendExit(append(b, `,"exit":`...))
	b = strconv.AppendBool(append(b, `,"orphan":`...), p.Orphan)
	b = appendInt(append(b, `,"adopter":`...), p.Adopter, p.Adopter != 0)
	b = appendUint(append(b, `,"ruid":`...), uint64(p.UID.Real), p.UID.Known)
	b = appendUint(append(b, `,"euid":`...), uint64(p.UID.Effective), p.UID.Known)
	b = appendUint(append(b, `,"rgid":`...), uint64(p.GID.Real), p.GID.Known)
	b = appendUint(append(b, `,"egid":`...), uint64(p.GID.Effective), p.GID.Known)
	b = appendInt(append(b, `,"sid":`...), p.PID, p.Session)
	b = appendInt(append(b, `,"tracer":`...), p.Tracer, p.Tracer != 0)
	b = strconv.AppendBool(append(b, `,"traced":`...), p.Traced)
	b = strconv.AppendBool(append(b, `,"dumped":`...), p.Dumped)
	b = append(b, `,"partial":[`...)
	for i, name := range p.Partial.Names() {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), name...), '"')
	}
	return append(b, "]}"...)
}

// appendExit appends how the process ended.
func (p *Process) appendExit(b []byte) []byte {
	if p.State != Ended {
		return append(b, "null"...)
	}
	e := codec.Exit{ExitCode: p.Code}
	if e.Signal() == 0 {
		b = strconv.AppendUint(append(b, `{"code":`...), uint64(e.Status()), 10)
		return append(b, '}')
	}
	b = strconv.AppendUint(append(b, `{"signal":`...), uint64(e.Signal()), 10)
	b = append(append(append(b, `,"signal_name":`...), signalJSON(e.Signal())...), `,"core":`...)
	return append(strconv.AppendBool(b, e.Core()), '}')
}

func appendUint(b []byte, v uint64, known bool) []byte {
	if !known {
		return append(b, "null"...)
	}
	return strconv.AppendUint(b, v, 10)
}

func appendInt(b []byte, v int32, known bool) []byte {
	if !known {
		return append(b, "null"...)
	}
	return strconv.AppendInt(b, int64(v), 10)
}

func appendTime(b []byte, m Moment) []byte {
	if m.Time == 0 {
		return append(b, "null"...)
	}
	b = time.Unix(0, m.Time).UTC().AppendFormat(append(b, '"'), time.RFC3339Nano)
	return append(b, '"')
}

// appendString appends text without control characters as a string.
func appendString(b, text []byte) []byte {
	b = append(b, '"')
	for _, c := range text {
		if c == '"' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, c)
	}
	return append(b, '"')
}
