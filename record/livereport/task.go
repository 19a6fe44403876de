package livereport

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap/comment"
)

// task is who a process is, as far as it is known. What is not is empty.
type task struct {
	comm    string
	command string // the command line
	exe     string
	parent  int32
	start   time100 // 0 is not known
	key     uint64  // of its life; 0 where no event was of it yet
}

// time100 is a time since boot, suspend included, in clock ticks of 1/100 s.
type time100 int64

// taskOf reads a line of kind task. One that marks a race says nothing of anybody.
func taskOf(l *comment.Line) (pid int32, t *task) {
	n, err := strconv.ParseInt(l.Get("pid"), 10, 32)
	if err != nil || l.Get("race") != "" {
		return 0, nil
	}
	parent, _ := strconv.ParseInt(l.Get("ppid"), 10, 32)
	start, _ := strconv.ParseInt(l.Get("start"), 10, 64)
	t = &task{comm: strings.Clone(l.Get("comm")), exe: strings.Clone(l.Get("exe")), parent: int32(parent), start: time100(start)}
	t.command = strings.Join(slices.Collect(l.All("arg")), " ")
	switch {
	case strings.TrimSpace(t.command) == "": // a program may make its own so
		t.command = ""
	case l.Get("cut") != "":
		t.command += " …"
	}
	return int32(n), t
}

// append appends the command line; else the name, in brackets that of a thread of
// the kernel, as ps(1) has it; else a dash.
func (t *task) append(b []byte) []byte {
	switch {
	case t.command != "":
		return append(b, t.command...)
	case t.comm == "":
		return append(b, '-')
	case t.parent == kthreadd && t.exe == "":
		return append(append(append(b, '['), t.comm...), ']')
	}
	return append(b, t.comm...)
}

// kthreadd is the parent of all threads of the kernel.
const kthreadd = 2

// tasks are those that live.
type tasks struct {
	of     map[int32]*task // by process
	said   map[int32]*task // by the frame at hand
	asleep int64           // CLOCK_BOOTTIME - CLOCK_MONOTONIC, nanoseconds
	timed  bool            // that is known
}

// read reads what the comments of a frame, and of its interface, say.
func (t *tasks) read(f *analysis.Frame) {
	if t.of == nil {
		t.of, t.said = map[int32]*task{}, map[int32]*task{}
	}
	clear(t.said)
	if !t.timed && f.Interface != nil {
		t.lines(f.Interface.Comments)
	}
	t.lines(f.Comments)
	for pid, s := range t.said {
		if t.of[pid] == nil { // it ran when the recording began
			t.of[pid] = s
		}
	}
}

func (t *tasks) lines(comments []string) {
	for _, c := range comments {
		for text := range comment.Lines(c) {
			l, err := comment.Parse(text)
			if err != nil {
				continue
			}
			switch l.Kind {
			case "task":
				if pid, s := taskOf(&l); s != nil {
					t.said[pid] = s
				}
			case "host", "clock":
				monotonic, err := strconv.ParseInt(l.Get("monotonic"), 10, 64)
				boottime, also := strconv.ParseInt(l.Get("boottime"), 10, 64)
				if err == nil && also == nil {
					t.asleep, t.timed = boottime-monotonic, true
				}
			}
		}
	}
}

// take returns who a life is behind an event of it. A FORK copies the name and the
// command line of the parent, and an EXEC leaves nothing of either.
func (t *tasks) take(e *processes.Event, of, parent *processes.Life) *task {
	pid := of.PID()
	is, said := t.of[pid], t.said[pid]
	switch {
	case said != nil:
		is = said
	case e.What == codec.EventFork && e.Task.IsLeader():
		is = &task{}
		if up := t.of[e.Other.TGID]; up != nil {
			*is = task{comm: up.comm, command: up.command, exe: up.exe}
		}
	case is == nil:
		is = &task{}
	case e.What == codec.EventExec:
		is = &task{parent: is.parent, start: is.start}
	}
	if e.What == codec.EventComm && e.Task.IsLeader() {
		is.comm = string(e.Comm.Name())
	}
	is.key = of.Key()
	t.of[pid] = is
	return is
}

// forget forgets a life that is over.
func (t *tasks) forget(l *processes.Life) {
	if is := t.of[l.PID()]; is != nil && is.key == l.Key() {
		delete(t.of, l.PID())
	}
}
