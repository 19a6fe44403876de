package processes

// fork takes the FORK of a process or a thread.
func (t *Table) fork(e *Event) (of, parent *life) {
	if e.isLeader() {
		return t.forkProcess(e)
	}
	return t.forkThread(e), nil
}

// forkProcess starts a life.
func (t *Table) forkProcess(e *Event) (l, parent *life) {
	pid := e.Task.TGID
	parent = t.parentOf(e.Other.TGID)
	t.freeTID(pid)
	before := t.procs[pid]
	l = t.life(pid)
	l.Start, l.Last = e.Moment, e.Moment
	t.list(l, e)
	l.isChildOf(parent, e.Other.TGID)
	if parent != nil {
		parent.Children++
		parent.Last = e.Moment
	}
	l.doubtful = before != nil && (before.doubtful || before.lossy)
	if before != nil && !before.closed {
		t.replace(before)
		if before.listed {
			l.before = before
		}
	}
	return l, parent
}

// replace closes a life whose pid is another's, though its EXIT did not come.
func (t *Table) replace(l *life) {
	l.State, l.replaced = Gone, t.last
	if l.leaderDead {
		l.end() // the EXITs of threads are missing
	}
	t.close(l)
}

// forkThread adds a thread to a life. The parent that its FORK names is that of
// its process (kernel/fork.c:copy_process, CLONE_THREAD).
func (t *Table) forkThread(e *Event) *life {
	l := t.subject(e)
	if other := t.procs[e.Task.PID]; other != nil && other != l {
		if !other.closed {
			t.replace(other)
		}
		if t.procs[e.Task.PID] == other {
			delete(t.procs, e.Task.PID)
		}
	}
	t.freeTID(e.Task.PID)
	t.addThread(l, e.Task.PID)
	if e.Other.TGID == 0 && !l.ParentKnown {
		l.isChildOf(nil, 0) // pid 1, which the kernel itself started
	} else {
		t.noteParent(l, e)
	}
	return l
}

// noteParent learns who the parent of a life is from an event that is not its
// FORK.
func (t *Table) noteParent(l *life, e *Event) {
	tgid := e.Other.TGID
	switch {
	case l.ParentKnown:
		l.isChildOf(nil, tgid)
	case tgid != 0:
		l.isChildOf(t.parentOf(tgid), tgid)
	}
}

// subject returns the life that an event which is no FORK of a process is of.
func (t *Table) subject(e *Event) *life {
	l := t.procs[e.Task.TGID]
	switch {
	case l == nil:
		l = t.unborn(e)
	case !l.listed:
		t.list(l, e)
	case l.closed:
		l = t.after(l, e)
	case e.isLeader() && l.leaderDead && e.What != eventExec:
		l = t.afterLeader(l, e)
	}
	l.Last = e.Moment
	return l
}

// unborn makes a life whose FORK was not seen.
func (t *Table) unborn(e *Event) *life {
	pid := e.Task.TGID
	t.freeTID(pid)
	l := t.life(pid)
	t.list(l, e)
	return l
}

// after returns the life of an event of a pid whose last life was taken to have
// ended.
func (t *Table) after(l *life, e *Event) *life {
	another := t.mayBeAnother(l)
	switch {
	case e.isLeader() && another && !l.unsettled, !e.isLeader() && another && !l.mayHaveOthers():
		return t.unborn(e)
	case e.What == eventExit && !e.isLeader():
		return l // its end is later, that is all
	case !e.isLeader():
		l.reopen()
		l.leaderDead = true
		return l
	}
	if b := l.before; b != nil && !b.final { // the EXIT was its
		b.leaderDead, b.last = true, l.last
		t.endIfAlone(b)
		l.before = nil
	}
	l.reopen()
	return l
}

// afterLeader returns the life of an event of a leader whose EXIT came, though
// threads of it run. One of them did exec, unseen, or all is another life.
func (t *Table) afterLeader(l *life, e *Event) *life {
	if l.isExecOfThread() || !t.lostSince(l.last.Moment) {
		l.leaderDead = false
		t.killThreads(l)
		return l
	}
	t.replace(l)
	return t.unborn(e)
}

// lostSince reports whether messages were lost since a moment.
func (t *Table) lostSince(m Moment) bool { return t.lossTo > m.Frame }
