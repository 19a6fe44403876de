package processes

import "github.com/cnwire/cnwire/codec"

const (
	eventExec = codec.EventExec
	eventExit = codec.EventExit
)

// Event takes the next event.
func (t *Table) Event(e *Event) { t.take(e) }

// take takes the next event. It returns the life that it is of and, for the FORK
// of a process, that of its parent.
func (t *Table) take(e *Event) (l, parent *life) {
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
	t.choose(e, l, parent)
	return l, parent
}

// knowThread sees to it that the thread of an event is known: one whose FORK was
// not seen is.
func (t *Table) knowThread(l *life, e *Event) {
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
func (t *Table) update(l *life, e *Event) {
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
