package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxLives is how many tasks are known at a time. A kernel has at most 2^22
// (PID_MAX_LIMIT); of more than this, all are forgotten, and nothing is said of
// them.
const maxLives = 1 << 22

// lives watches tasks from fork to exit. What a task did before the capture
// began is not known, so nothing is wrong with one that is seen first in any
// other event.
type lives struct {
	of map[int32]life // by tid
	// execs are the processes in which a thread that does not lead executed
	// another program: the other threads went without an exit.
	execs map[int32]uint64 // by tgid, the frame
}

// life is a task that has not ended.
type life struct {
	tgid   int32
	forked bool   // its fork was seen
	frame  uint64 // where it was seen first
}

func (l *lives) add(c *Checker, f *analysis.Frame, m *analysis.Message) {
	if m.Kind != genealogy.KindEvent || m.Port != 0 || len(m.Spans) < 3 || !m.Spans[2].Struct.IsProcArm() {
		return
	}
	s := m.Spans[2]
	b := bytes(f, s)
	if len(b) < codec.TaskSize {
		return
	}
	task := codec.Task{PID: s.Order.Int32(b), TGID: s.Order.Int32(b[4:])}
	switch s.Struct {
	case codec.StructFork:
		if len(b) < codec.ForkSize {
			return
		}
		l.see(task, m.Frame)
		l.fork(c, m, s.Off, codec.Task{PID: s.Order.Int32(b[8:]), TGID: s.Order.Int32(b[12:])})
	case codec.StructExit:
		if _, known := l.of[task.PID]; !known {
			c.note(exitWithoutFork, m.Frame, s.Off, "exit of tid %d of pid %d, whose fork is not in the capture", task.PID, task.TGID)
		}
		delete(l.of, task.PID)
	case codec.StructExec:
		if _, known := l.of[task.PID]; !known && task.IsLeader() {
			l.exec(task.TGID, m.Frame)
		}
		l.see(task, m.Frame)
	default:
		l.see(task, m.Frame)
	}
}

// see remembers a task that does something.
func (l *lives) see(t codec.Task, frame uint64) {
	if _, known := l.of[t.PID]; !known && t.PID > 0 {
		l.put(t.PID, life{tgid: t.TGID, frame: frame})
	}
}

func (l *lives) put(tid int32, t life) {
	if l.of == nil {
		l.of = map[int32]life{}
	}
	if len(l.of) >= maxLives {
		clear(l.of)
		clear(l.execs)
	}
	l.of[tid] = t
}

// fork begins a life. The one before it must have ended, or been left behind
// by another thread's exec.
func (l *lives) fork(c *Checker, m *analysis.Message, off int, child codec.Task) {
	before, known := l.of[child.PID]
	_, left := l.execs[before.tgid]
	switch {
	case !known || left && l.execs[before.tgid] > before.frame && before.tgid != child.PID:
	case before.forked:
		c.note(exitMissing, m.Frame, off+8, "fork of tid %d, whose fork is frame %d already, and no exit between", child.PID, before.frame)
	default:
		c.note(eventBeforeFork, m.Frame, off+8, "fork of tid %d, which had an event in frame %d already, and no exit between", child.PID, before.frame)
	}
	if child.IsLeader() {
		delete(l.execs, child.TGID)
	}
	l.put(child.PID, life{tgid: child.TGID, forked: true, frame: m.Frame})
}

// exec remembers that a process executed another program behind its leader's
// exit: a thread that does not lead did it, and its tid is gone,
// fs/exec.c:de_thread (6.12).
func (l *lives) exec(tgid int32, frame uint64) {
	if l.execs == nil {
		l.execs = map[int32]uint64{}
	}
	if len(l.execs) < maxLives {
		l.execs[tgid] = frame
	}
}
