package processes

import "github.com/cnwire/cnwire/codec"

const (
	eventExec = codec.EventExec
	eventExit = codec.EventExit
)

// take takes the next event. It returns the life that it is of and, for the FORK
// of a process, that of its parent.
func (t *Table) take(e *Event) (l, parent *Life) {
	if len(t.spent.over) > 0 {
		t.spent.reuse()
	}
	t.last = e.Moment
	switch e.What {
	case codec.EventFork:
		l, parent = t.fork(e)
	case eventExit:
		l = t.exit(e)
	default:
		l = t.subject(e)
		t.knowThread(l, e)
		t.update(l, e)
	}
	if l != nil && mayName(e) { // what recorded it had looked
		if e.Called != "" {
			l.call(e.Called)
		}
		t.hear(l, e.Told)
	}
	t.choose(e, l, parent)
	return l, parent
}

// mayName reports whether a comment of the event's frame may tell of its process
// (record/COMMENTS.md, rule 1).
func mayName(e *Event) bool { return e.What != eventExit && e.Task.IsLeader() }

// knowThread sees to it that the thread of an event is known: one whose FORK was
// not seen is.
func (t *Table) knowThread(l *Life, e *Event) {
	tid := e.Task.PID
	if e.Task.IsLeader() {
		return
	}
	if th := t.tids[tid]; th != nil {
		if th.of == l {
			return
		}
		t.freeTID(tid, e)
	}
	l.unborn = true
	t.addThread(l, e)
}

// update takes what a process did, or what was done to it.
func (t *Table) update(l *Life, e *Event) {
	switch e.What {
	case eventExec:
		if l.execs++; l.execs == 1 {
			t.death(l).execed = e.Moment
		}
		t.exec(l, e)
	case codec.EventUID:
		l.own().uid = IDs{e.Real, e.Effective, true}
	case codec.EventGID:
		l.own().gid = IDs{e.Real, e.Effective, true}
	case codec.EventSID:
		l.session = true
	case codec.EventPtrace:
		m := l.own()
		if m.traced = e.Other.TGID != 0; m.traced {
			m.tracer = e.Other.TGID
		}
	case codec.EventComm:
		if e.Task.IsLeader() { // that of another thread names the thread
			m := l.own()
			m.comm, m.named = e.Comm, true
		}
	case codec.EventCoredump:
		l.dumped = true
		t.noteParent(l, e)
	}
}

// exec ends all threads of a process but one, which leads from then on under
// the number of the process. Their EXITs may be on their way, the old leader's
// too: it bears the tid of the thread that called exec then.
func (t *Table) exec(l *Life, e *Event) {
	if m := l.more; m != nil && m.named { // the kernel names it after the file, unsaid
		m.was, m.wasNamed, m.execed = m.comm, true, e.Frame
		m.comm, m.named = codec.CommName{}, false
	}
	if l.more != nil {
		l.more.facts = l.more.facts.Exec()
	}
	l.unsettled = t.killThreads(l) > 0 && !l.leaderDead
	l.leaderDead, l.faithful = false, false
}
