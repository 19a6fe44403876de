package record

import (
	"fmt"
	"sync/atomic"

	"github.com/cnwire/cnwire/codec"
)

// Who says what is looked up in /proc about the processes of FORK, EXEC and COMM.
type Who uint8

const (
	WhoNone    Who = iota // nothing
	WhoExe                // all but command lines, which may hold secrets
	WhoCommand            // all
)

// ParseWho reads all, exe or no.
func ParseWho(text string) (Who, error) {
	switch text {
	case "all":
		return WhoCommand, nil
	case "exe":
		return WhoExe, nil
	case "no":
		return WhoNone, nil
	}
	return WhoNone, fmt.Errorf("%q is none of all, exe, no", text)
}

const (
	// whoQueue is how many messages may wait for a look into /proc. What is behind
	// them is not looked up: its process would be gone, and the queue grow on.
	whoQueue = 4096

	maxCommand = 4 << 10  // bytes of a command line that are kept
	maxTask    = 32 << 10 // bytes of a line
)

// who looks processes up, between the reader and who takes packets out, and leaves
// the packets in their order.
type who struct {
	level   Who
	in      chan *batch
	waiting atomic.Int64
	skipped atomic.Uint64
	first   bool // the batch with LISTEN is over
}

// run annotates batches until there are no more.
func (r *Recorder) whoRun() {
	defer close(r.full)
	for b := range r.who.in {
		r.annotate(b)
		r.who.waiting.Add(-int64(len(b.messages)))
		r.full <- b
	}
}

// annotate looks up whom a batch is about.
func (r *Recorder) annotate(b *batch) {
	w := &r.who
	for i := range b.messages {
		m := &b.messages[i]
		if (m.own || r.tap != nil) && !w.first {
			w.first = true
			m.comments = append(m.comments, snapshot(w.level)...) // those that run already, on LISTEN; on whatever comes first
		}
		s := m.look()
		pid := subject(&s)
		if pid == 0 {
			continue
		}
		if w.waiting.Load() > whoQueue {
			w.skipped.Add(1)
			continue
		}
		t := task{PID: pid}
		t.look(w.level, int64(s.stamp)+b.asleep)
		m.comments = append(m.comments, t.line())
	}
}

// subject is the process that a message is worth a look for, or 0: that of an EXEC
// or of its leader's COMM, and the child of a FORK, which is no thread.
func subject(s *said) int32 {
	const o = codec.NativeOrder
	if !s.event {
		return 0
	}
	var t codec.Task
	switch s.what {
	case codec.EventFork:
		var e codec.Fork
		e.Decode(o, s.arm)
		t = e.Child
	case codec.EventExec:
		var e codec.Exec
		e.Decode(o, s.arm)
		t = e.Process
		t.PID = t.TGID
	case codec.EventComm:
		var e codec.Comm
		e.Decode(o, s.arm)
		t = e.Process
	}
	if !t.IsLeader() {
		return 0
	}
	return t.TGID
}
