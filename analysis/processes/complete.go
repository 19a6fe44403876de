package processes

// complete says of a life what can only be said at its end.
func (t *Table) complete(l *life) {
	if !l.closed {
		l.lossy = l.lossy || t.lostSince(l.First)
		if l.leaderDead && l.lossy {
			l.end() // the EXITs of its threads are among what was lost
		}
	}
	if l.State == Running && !l.lossy {
		l.Last = t.last
	}
	if p := l.parent; p != nil {
		l.Parent = p.Key
		end, over := p.over()
		l.Orphan = over && !(l.faithful && l.State == Ended) && end.Frame < l.until().Frame
	}
	l.Orphan = l.Orphan || l.Adopter != 0
	l.Partial = t.partial(l)
}

// over returns the end of a life, as far as it can be told now.
func (l *life) over() (Moment, bool) {
	if l.replaced.Seen() {
		return l.replaced, true
	}
	return l.End, l.State == Ended
}

// partial says what of a life was not seen.
func (t *Table) partial(l *life) Partial {
	var p Partial
	if !l.Start.Seen() {
		p |= NoStart
	}
	if !l.End.Seen() {
		p |= NoEnd
	}
	if !l.ParentKnown {
		p |= NoParent
	}
	if l.unborn || len(l.missing) > 0 || l.State == Ended && l.running > 0 {
		p |= NoThreads
	}
	if l.lossy {
		p |= NoEvents
	}
	return p
}
