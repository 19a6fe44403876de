package processes_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// feed is a stream of events that a test writes by hand: one a line.
//
//	fork PARENT CHILD            thread TGID TID PARENT    exec TGID
//	exit TGID TID CODE [PARENT]  comm TGID TID NAME        coredump TGID TID PARENT
//	uid|gid TGID TID REAL EFF    sid TGID                  ptrace TGID TRACER
//	lose                         messages are lost here
//
// An exit without a parent has 0. The frame of an event is the number of its
// line, from 1, and its timestamp is that many microseconds.
func feed(t testing.TB, table *processes.Table, script string) {
	t.Helper()
	lost := false
	frame := uint64(0)
	for line := range strings.Lines(script) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		frame++
		if line == "lose" {
			lost = true
			continue
		}
		e := parse(t, line)
		e.Moment = at(frame)
		if lost {
			table.Lose(frame-2, frame)
			lost = false
		}
		table.Event(e)
	}
}

// at is the moment of a frame.
func at(frame uint64) processes.Moment {
	return processes.Moment{Frame: frame, Time: 1e18 + int64(frame)*1000, Stamp: frame * 1000, Timed: true}
}

// parse reads a line of a script.
func parse(t testing.TB, line string) *processes.Event {
	t.Helper()
	words := strings.Fields(line)
	n := make([]int32, 8)
	for i, w := range words[1:] {
		fmt.Sscan(w, &n[i])
	}
	e := &processes.Event{Task: task(n[1], n[0])}
	switch words[0] {
	case "fork":
		e.What, e.Task, e.Other = codec.EventFork, task(n[1], n[1]), task(n[0], n[0])
	case "thread":
		e.What, e.Other = codec.EventFork, task(n[2], n[2])
	case "exec":
		e.What, e.Task = codec.EventExec, task(n[0], n[0])
	case "exit":
		e.What, e.Code, e.Other, e.ExitSignal = codec.EventExit, uint32(n[2]), task(n[3], n[3]), 17
		if n[0] != n[1] {
			e.ExitSignal = 0xffffffff
		}
	case "comm":
		e.What = codec.EventComm
		copy(e.Comm[:], words[3])
	case "coredump":
		e.What, e.Other = codec.EventCoredump, task(n[2], n[2])
	case "uid", "gid":
		e.What, e.Real, e.Effective = codec.EventUID, uint32(n[2]), uint32(n[3])
		if words[0] == "gid" {
			e.What = codec.EventGID
		}
	case "sid":
		e.What, e.Task = codec.EventSID, task(n[0], n[0])
	case "ptrace":
		e.What, e.Task, e.Other = codec.EventPtrace, task(n[0], n[0]), task(n[1], n[1])
	default:
		t.Fatalf("no event: %s", line)
	}
	return e
}

func task(pid, tgid int32) codec.Task { return codec.Task{PID: pid, TGID: tgid} }

// rebuild returns the processes of a script, a line each.
func rebuild(t testing.TB, script string) string {
	t.Helper()
	var lines []string
	table := processes.Table{Each: func(p *processes.Process) error {
		lines = append(lines, brief(p))
		return nil
	}}
	feed(t, &table, script)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// brief is what a process is, in few words: what is usual is left out.
func brief(p *processes.Process) string {
	parent := "?"
	if p.ParentKnown {
		parent = fmt.Sprint(p.PPID)
	}
	s := fmt.Sprintf("%d<%s %d-%d %s%s", p.PID, parent, p.Start.Frame, p.End.Frame, p.State, p.AppendExit([]byte(" ")))
	if p.State != processes.Ended {
		s = strings.TrimSuffix(s, " ")
	}
	add := func(say bool, format string, v ...any) {
		if say {
			s += fmt.Sprintf(" "+format, v...)
		}
	}
	add(p.Execs > 0, "execs:%d", p.Execs)
	add(p.Threads != 1, "threads:%d", p.Threads)
	add(p.Children > 0, "children:%d", p.Children)
	add(p.Named, "%q", p.Comm.Name())
	add(p.NamedBeforeExec, "was:%q", p.CommBeforeExec.Name())
	add(p.Orphan, "orphan")
	add(p.Adopter != 0, "adopter:%d", p.Adopter)
	add(p.UID.Known, "uid:%d/%d", p.UID.Real, p.UID.Effective)
	add(p.GID.Known, "gid:%d/%d", p.GID.Real, p.GID.Effective)
	add(p.Session, "session")
	add(p.Tracer != 0, "tracer:%d traced:%v", p.Tracer, p.Traced)
	add(p.Dumped, "dumped")
	add(p.Partial != 0, "[%s]", p.Partial.Append(nil))
	return s
}

// table returns the processes of a capture.
func table(t testing.TB, capture []byte) []*processes.Process {
	t.Helper()
	var all []*processes.Process
	table := processes.Table{Each: func(p *processes.Process) error {
		all = append(all, p)
		return nil
	}}
	frames.Each(t, capture, func(f *analysis.Frame) {
		if err := table.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	return all
}
