package processes

// lives finds the last life of each pid that is not final. Most events are about the
// process of the event before, and most processes have the parent of the one before: both
// are found without the map.
type lives struct {
	all            map[int32]*Life
	recent, parent *Life // that were found last, and may be another's of their pid meanwhile
}

// find returns the last life of a pid, or nil.
func (s *lives) find(pid int32) *Life {
	if s.recent.is(pid) {
		return s.recent
	}
	l := s.look(pid)
	if l != nil {
		s.recent = l
	}
	return l
}

// findParent is find of a pid that a FORK names as the parent's.
func (s *lives) findParent(pid int32) *Life {
	l := s.look(pid)
	if l != nil {
		s.parent = l
	}
	return l
}

func (s *lives) look(pid int32) *Life {
	if s.parent.is(pid) {
		return s.parent
	}
	return s.all[pid]
}

// is reports whether l is what is found under a pid.
func (l *Life) is(pid int32) bool { return l != nil && l.found && l.pid == pid }

// add has l found in place of the life before of its pid, which may be nil.
func (s *lives) add(l, before *Life) {
	if before != nil {
		before.found = false
	}
	l.found = true
	s.all[l.pid], s.recent = l, l
}

// remove has l found no more.
func (s *lives) remove(l *Life) {
	if l.found {
		l.found = false
		delete(s.all, l.pid)
	}
}
