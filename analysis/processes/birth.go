package processes

// fork takes the FORK of a process or a thread.
func (t *Table) fork(e *Event) (of, parent *Life) {
	if e.Task.IsLeader() {
		return t.forkProcess(e)
	}
	return t.forkThread(e), nil
}

// forkProcess starts a life.
func (t *Table) forkProcess(e *Event) (l, parent *Life) {
	pid := e.Task.TGID
	parent = t.parentOf(e.Other.TGID)
	t.freeTID(pid, e)
	before := t.procs.find(pid)
	l = t.life(pid, before)
	l.last, l.started, l.leaderSeen = e.Moment, true, true
	t.list(l, e)
	l.isChildOf(parent, e.Other.TGID)
	if parent != nil {
		l.inherit(parent)
		parent.children++
		parent.last = e.Moment
		parent.leaderSeen = parent.leaderSeen || e.Other.IsLeader()
	}
	if before != nil && !before.closed {
		t.replace(before, e)
		if before.listed() {
			l.own().before = before
		}
	}
	return l, parent
}

// replace closes a life whose pid is another's, though its EXIT did not come.
func (t *Table) replace(l *Life, e *Event) {
	l.state, l.own().replaced = Gone, t.last
	if l.leaderDead {
		l.end() // the EXITs of threads are missing
	} else if l.leaderSeen {
		l.more.odd = t.reused(e, l.started, l.first.Frame)
	}
	t.close(l)
}

// forkThread adds a thread to a life. The parent that its FORK names is that of
// its process (kernel/fork.c:copy_process, CLONE_THREAD).
func (t *Table) forkThread(e *Event) *Life {
	l := t.subject(e)
	if other := t.procs.find(e.Task.PID); other != nil && other != l {
		if !other.closed {
			t.replace(other, e)
		}
		t.procs.remove(other)
	}
	t.freeTID(e.Task.PID, e)
	t.addThread(l, e)
	if e.Other.TGID == 0 && !l.parentKnown {
		l.isChildOf(nil, 0) // pid 1, which the kernel itself started
	} else {
		t.noteParent(l, e)
	}
	return l
}

// noteParent learns who the parent of a life is from an event that is not its
// FORK.
func (t *Table) noteParent(l *Life, e *Event) {
	tgid := e.Other.TGID
	switch {
	case l.parentKnown:
		l.isChildOf(nil, tgid)
	case tgid != 0:
		l.isChildOf(t.parentOf(tgid).kept(), tgid)
	}
}

// subject returns the life that an event which is no FORK of a process is of.
func (t *Table) subject(e *Event) *Life {
	l := t.procs.find(e.Task.TGID)
	switch {
	case l == nil:
		l = t.unborn(e)
	case !l.listed():
		t.list(l, e)
	case l.closed:
		l = t.after(l, e)
	case e.Task.IsLeader() && l.leaderDead && e.What != eventExec:
		l = t.afterLeader(l, e)
	}
	l.last = e.Moment
	l.leaderSeen = l.leaderSeen || e.Task.IsLeader()
	return l
}

// unborn makes a life whose FORK was not seen.
func (t *Table) unborn(e *Event) *Life {
	pid := e.Task.TGID
	t.freeTID(pid, e)
	l := t.life(pid, t.procs.find(pid))
	t.list(l, e)
	return l
}

// after returns the life of an event of a pid whose last life was taken to have
// ended.
func (t *Table) after(l *Life, e *Event) *Life {
	another := t.mayBeAnother(l)
	switch {
	case e.Task.IsLeader() && another && !l.unsettled, !e.Task.IsLeader() && another && !l.mayHaveOthers():
		return t.unborn(e)
	case e.What == eventExit && !e.Task.IsLeader():
		return l // its end is later, that is all
	case !e.Task.IsLeader():
		l.reopen()
		l.leaderDead = true
		return l
	}
	if b := l.before(); l.mayBeOfBefore() { // the EXIT was its
		b.more.odd = nil
		b.leaderDead = true
		x := t.death(b)
		x.Moment, x.code, x.signal = l.exit.Moment, l.exit.code, l.exit.signal
		t.endIfAlone(b)
		l.settled()
	}
	l.reopen()
	return l
}

// mayBeOfBefore reports whether the life before may be the one whose EXIT came.
func (l *Life) mayBeOfBefore() bool { return l.before() != nil && !l.before().final }

// afterLeader returns the life of an event of a leader whose EXIT came, though
// threads of it run. One of them did exec, unseen, or all is another life.
func (t *Table) afterLeader(l *Life, e *Event) *Life {
	if l.isExecOfThread() || !t.lostSince(l.exit.Moment) {
		l.leaderDead = false
		t.killThreads(l)
		return l
	}
	t.replace(l, e)
	return t.unborn(e)
}

// lostSince reports whether messages were lost since a moment.
func (t *Table) lostSince(m Moment) bool { return t.lossTo > m.Frame }
