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
	*p = Process{} // one that is filled at once is written twice
	p.Number, p.Key, p.PID, p.PPID, p.ParentKnown = l.number, l.key, l.pid, l.ppid, l.parentKnown
	p.First, p.Last, p.State, p.Dumped = l.first, l.last, l.state, l.dumped
	p.Execs, p.Threads, p.Children, p.Session, p.Chosen = l.execs, l.threads, l.children, l.session, l.chosen
	if m := l.more; m != nil {
		p.Adopter, p.Tracer, p.Traced, p.UID, p.GID, p.Facts = m.adopter, m.tracer, m.traced, m.uid, m.gid, m.facts
		p.Comm, p.Named, p.CommBeforeExec, p.NamedBeforeExec = m.comm, m.named, m.was, m.wasNamed
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
