package processes

import (
	"slices"

	"github.com/cnwire/cnwire/codec"
)

// thread is a thread that does not lead, from its FORK to its EXIT.
type thread struct {
	tid        int32
	state      threadState
	forked     bool   // its FORK was seen
	first      uint64 // the frame of that, or of its first event
	of         *Life
	prev, next *thread
}

// missing is a thread that another task took the number of.
type missing struct {
	tid int32
	odd *Odd
}

type threadState uint8

const (
	threadRuns   threadState = iota
	threadKilled             // by an exec: its EXIT comes, unless it was the one that called exec
)

// maxMissing is for how many missing threads of a process an EXIT is awaited.
const maxMissing = 64

// addThread makes a thread of a life. The event is its first.
func (t *Table) addThread(l *Life, e *Event) {
	tid := e.Task.PID
	th := &thread{tid: tid, of: l, next: l.tasks, forked: e.What == codec.EventFork, first: e.Frame}
	if l.tasks != nil {
		l.tasks.prev = th
	}
	l.tasks, t.tids[tid] = th, th
	l.running++
	l.threads++
}

// removeThread forgets a thread.
func (t *Table) removeThread(th *thread) {
	th.become(threadKilled)
	if t.tids[th.tid] == th {
		delete(t.tids, th.tid)
	}
	if th.prev != nil {
		th.prev.next = th.next
	} else {
		th.of.tasks = th.next
	}
	if th.next != nil {
		th.next.prev = th.prev
	}
}

// become changes the state of a thread.
func (th *thread) become(s threadState) {
	if th.state == threadRuns {
		th.of.running--
	}
	th.state = s
}

// findMissing reports whether a thread with this tid is missing. Its EXIT is
// here: it is none of those any more.
func (l *Life) findMissing(tid int32) bool {
	if l.more == nil {
		return false
	}
	all := l.more.missing
	i := slices.IndexFunc(all, func(m missing) bool { return m.tid == tid })
	if i >= 0 {
		l.more.missing = slices.Delete(all, i, i+1)
	}
	return i >= 0
}

// killThreads is what exec does to all threads but the one that leads from then
// on (fs/exec.c:de_thread). Those that an earlier exec killed are forgotten. It
// returns how many ran.
func (t *Table) killThreads(l *Life) uint32 {
	n := l.running
	for th := l.tasks; th != nil; {
		next := th.next
		switch th.state {
		case threadRuns:
			th.become(threadKilled)
		case threadKilled:
			t.removeThread(th)
		}
		th = next
	}
	return n
}

// freeTID makes room for a task with a number that a thread has: that one ended
// unseen, unless an exec had killed it.
func (t *Table) freeTID(tid int32, e *Event) {
	th := t.tids[tid]
	if th == nil {
		return
	}
	delete(t.tids, tid)
	l := th.of
	if th.state == threadKilled {
		t.removeThread(th)
		return
	}
	t.removeThread(th)
	odd := t.reused(e, th.forked, th.first)
	if m := l.own(); len(m.missing) < maxMissing {
		m.missing = append(m.missing, missing{tid, odd})
	} else {
		l.unborn = true // as good: its threads were not all seen
		if odd != nil {
			t.Odd(odd)
		}
	}
	t.endIfAlone(l)
}
