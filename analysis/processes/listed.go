package processes

// listed reports whether a life is in the list: it had an event of its own.
func (l *Life) listed() bool { return l.number != 0 }

// list gives a life its place in the list: the event is its first.
func (t *Table) list(l *Life, e *Event) {
	t = t.whole()
	t.number++
	l.number, l.first = t.number, e.Moment
	if l.older = t.newest; l.older != nil {
		l.older.newer = l
	} else {
		t.oldest = l
	}
	t.newest = l
}

// unlink takes a life out of the order.
func (t *Table) unlink(l *Life) {
	t = t.whole()
	if l.older != nil {
		l.older.newer = l.newer
	} else {
		t.oldest = l.newer
	}
	if l.newer != nil {
		l.newer.older = l.older
	} else {
		t.newest = l.older
	}
	l.older, l.newer = nil, nil
}
