package processes

// complete says of a life what can only be said at its end. It is valid until that of
// another is asked for.
func (t *Table) complete(l *Life) *Process {
	if !l.closed {
		l.lossy = l.lossy || t.lostSince(l.first)
		if l.leaderDead && l.lossy {
			l.end() // the EXITs of its threads are among what was lost
		}
	}
	if l.state == Running && !l.lossy {
		l.last = t.last
	}
	all := t.whole()
	if all.process == nil {
		all.setOrder()
	}
	p := all.process
	l.Describe(p)
	p.Host = t.host.String()
	if up := l.parent; up != nil {
		p.Parent = up.key
		end, over := up.over()
		p.Orphan = over && !(l.faithful && l.state == Ended) && end.Earlier(p.until())
	}
	p.Orphan = p.Orphan || p.Adopter != 0
	p.Partial = t.partial(l)
	return p
}

// Describe writes what the events said so far.
func (l *Life) Describe(p *Process) {
	m := l.rare()
	*p = Process{
		Number: l.number, Key: l.key, PID: l.pid, PPID: l.ppid, ParentKnown: l.parentKnown, Adopter: m.adopter,
		First: l.first, Last: l.last, State: l.state, Dumped: l.dumped, Comm: m.comm, Named: m.named, CommBeforeExec: m.was, NamedBeforeExec: m.wasNamed,
		Execs: l.execs, Threads: l.threads, Children: l.children, UID: m.uid, GID: m.gid, Session: l.session,
		Tracer: m.tracer, Traced: m.traced, Chosen: l.chosen, Facts: m.facts,
	}
	if l.started {
		p.Start = l.first
	}
	if l.execs > 0 {
		p.FirstExec = l.exit.execed
	}
	if l.parent != nil {
		p.ParentIs = l.parent.person()
	}
	if l.state == Ended {
		p.End, p.Code = l.exit.Moment, l.exit.code
	}
}

// over returns the end of a life, as far as it can be told now.
func (l *Life) over() (Moment, bool) {
	switch {
	case l.more != nil && l.more.replaced.Seen():
		return l.more.replaced, true
	case l.state == Ended:
		return l.exit.Moment, true
	}
	return Moment{}, false
}

// partial says what of a life was not seen.
func (t *Table) partial(l *Life) Partial {
	var p Partial
	if !l.started {
		p |= NoStart
	}
	if l.state != Ended {
		p |= NoEnd
	}
	if !l.parentKnown {
		p |= NoParent
	}
	if l.unborn || l.more != nil && len(l.more.missing) > 0 || l.state == Ended && l.running > 0 {
		p |= NoThreads
	}
	if l.lossy {
		p |= NoEvents
	}
	return p
}
