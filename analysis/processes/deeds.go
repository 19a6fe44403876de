package processes

import "github.com/cnwire/cnwire/codec"

const (
	eventExec = codec.EventExec
	eventExit = codec.EventExit
)

// Event takes the next event.
func (t *Table) Event(e *Event) { t.happen(e) }

// happen takes the next event. It returns the life that it is of and, for the
// FORK of a process, that of its parent.
func (t *Table) happen(e *Event) (l, parent *life) {
	t.last = e.Moment
	switch e.What {
	case codec.EventFork:
		l, parent = t.fork(e)
	case eventExit:
		l = t.exit(e)
	default:
		l = t.subject(e)
		t.knowThread(l, e)
		t.deed(l, e)
	}
	t.tell(e, l, parent)
	return l, parent
}

// knowThread sees to it that the thread of an event is known: one whose FORK was
// not seen is.
func (t *Table) knowThread(l *life, e *Event) {
	tid := e.Task.PID
	if e.isLeader() {
		return
	}
	if th := t.tids[tid]; th != nil {
		if th.of == l {
			return
		}
		t.freeTID(tid)
	}
	l.unborn = true
	t.addThread(l, tid)
}

// deed takes what a process did, or what was done to it.
func (t *Table) deed(l *life, e *Event) {
	switch e.What {
	case eventExec:
		l.Execs++
		t.exec(l)
	case codec.EventUID:
		l.UID = IDs{e.Real, e.Effective, true}
	case codec.EventGID:
		l.GID = IDs{e.Real, e.Effective, true}
	case codec.EventSID:
		l.Session = true
	case codec.EventPtrace:
		if l.Traced = e.Other.TGID != 0; l.Traced {
			l.Tracer = e.Other.TGID
		}
	case codec.EventComm:
		l.Comm, l.Named = e.Comm, true
	case codec.EventCoredump:
		l.Dumped = true
		t.noteParent(l, e)
	}
}

// exec ends all threads of a process but one, which leads from then on under
// the number of the process. Their EXITs may be on their way, the old leader's
// too: it bears the tid of the thread that called exec then.
func (t *Table) exec(l *life) {
	l.unsettled = t.killThreads(l) > 0 && !l.leaderDead
	l.leaderDead, l.faithful = false, false
}

// exit takes the EXIT of a thread.
func (t *Table) exit(e *Event) *life {
	if e.isLeader() {
		return t.exitLeader(e)
	}
	l := t.subject(e)
	th := t.tids[e.Task.PID]
	if th != nil && th.of != l {
		th = nil
	}
	switch {
	case th == nil && l.findMissing(e.Task.PID):
	case th == nil && l.unsettled && !l.unborn:
		return l // the old leader of before an exec, or a thread that it killed
	case th == nil:
		l.unborn = true
		l.Threads++
	case th.state == threadKilled:
		t.removeThread(th)
		return l
	default:
		t.removeThread(th)
	}
	t.noteParent(l, e)
	l.faithful = false
	l.exits(e)
	t.endIfAlone(l)
	return l
}

// exitLeader takes the EXIT of a leader. It may be of the life before, if that
// one's has not come.
func (t *Table) exitLeader(e *Event) *life {
	if l := t.late(e); l != nil {
		l.leaderDead = true
		t.leaderExits(l, e)
		return l
	}
	l := t.subject(e)
	t.leaderExits(l, e)
	return l
}

func (t *Table) leaderExits(l *life, e *Event) {
	l.leaderDead, l.Last = true, e.Moment
	l.faithful = l.ParentKnown && e.Other.TGID == l.PPID
	t.noteParent(l, e)
	l.exits(e)
	t.endIfAlone(l)
}

// late returns the life before the last one of a pid, if the EXIT is its: when
// the kernel sends it, the parent may have reaped the process and the pid may be
// in use again (kernel/exit.c:do_exit since 3.15). The kernel cannot name the
// parent then.
func (t *Table) late(e *Event) *life {
	l := t.procs[e.Task.TGID]
	if l == nil {
		return nil
	}
	unknown := e.Other.TGID == 0
	if l.doubtful && unknown {
		l.lossy = true
	}
	b := l.before
	if b == nil {
		return nil
	}
	if b.final {
		l.before = nil
		return nil
	}
	if e.before(l.Start) || unknown && !t.lostSince(b.First) {
		l.before = nil
		return b
	}
	if unknown && !l.leaderDead {
		l.lossy, b.lossy, l.doubtful = true, true, true // whose EXIT it is depends on what was lost
	}
	return nil
}
