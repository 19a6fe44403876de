package processes

// exit takes the EXIT of a thread.
func (t *Table) exit(e *Event) *Life {
	if e.Task.IsLeader() {
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
		l.threads++
		t.unexpected(e)
	case th.state == threadKilled:
		t.removeThread(th)
		return l
	default:
		t.removeThread(th)
	}
	t.noteParent(l, e)
	l.faithful = false
	t.exits(l, e)
	t.endIfAlone(l)
	return l
}

// exitLeader takes the EXIT of a leader. It may be of the life before, if that
// one's has not come.
func (t *Table) exitLeader(e *Event) *Life {
	l := t.late(e)
	if l != nil {
		l.more.odd = nil // it was not missing
	} else {
		if l = t.procs.find(e.Task.TGID); l == nil || !l.leaderSeen || l.closed && !l.unsettled && !l.mayBeOfBefore() {
			t.unexpected(e)
		}
		l = t.subject(e)
	}
	t.leaderExits(l, e)
	return l
}

func (t *Table) leaderExits(l *Life, e *Event) {
	l.leaderDead, l.last = true, e.Moment
	l.faithful = l.parentKnown && e.Other.TGID == l.ppid
	t.noteParent(l, e)
	t.exits(l, e)
	t.endIfAlone(l)
}

// late returns the life before the last one of a pid, if the EXIT is its: when
// the kernel sends it, the parent may have reaped the process and the pid may be
// in use again (kernel/exit.c:do_exit since 3.15). The parents tell them apart
// where the EXIT names one, which the kernel seldom can then; else the EXIT that
// is due comes first. None is due of a life without a FORK whose leader was never
// seen, or where messages were lost: it may have ended before.
func (t *Table) late(e *Event) *Life {
	l := t.procs.find(e.Task.TGID)
	if l == nil {
		return nil
	}
	parent := e.Other.TGID
	if l.doubtful {
		l.lossy = true
	}
	b := l.before()
	if b == nil {
		return nil
	}
	if b.final {
		l.settled()
		return nil
	}
	older, newer := t.mayBeChild(b, parent), t.mayBeChild(l, parent)
	switch {
	case e.Before(l.first), older && !newer, older == newer && !t.lostSince(b.first) && (b.started || b.leaderSeen && t.lossTo == 0):
		l.settled()
		b.lossy = b.lossy || b.doubtful
		return b
	case newer && !older:
		return nil // the other is still to come
	case !l.leaderDead:
		l.lossy, b.lossy, l.doubtful = true, true, true // whose EXIT it is depends on what was lost
	}
	return nil
}

// mayBeChild reports whether an EXIT of a life may name a parent: that of its
// FORK, or whoever may have adopted it since; and 0 where it was reaped.
func (t *Table) mayBeChild(l *Life, tgid int32) bool {
	switch p := l.parent; {
	case tgid == 0, tgid == initPID, !l.parentKnown, tgid == l.ppid:
		return true
	case p == nil, p.pid == initPID:
		return false
	default:
		_, over := p.over()
		return over || t.lostSince(p.first)
	}
}

// initPID is the process that does not end, and adopts.
const initPID = 1
