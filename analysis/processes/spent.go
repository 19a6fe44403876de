package processes

// spent are lives that are over, for those to come to have their room: of a capture with many processes
// a tenth of the time of stats went into new memory for each.
type spent struct {
	over  []*Life // in the event at hand, which may have hands on them still
	lives []*Life
	exits []*exit
}

// spend keeps the room of a life that was just made final, if nobody knows of it any more. Its children
// may, and a later life of its pid, which says so in more; so may events that are passed over, for they
// can be chosen later.
func (t *Table) spend(l *Life) {
	if t.Lends && l.children == 0 && l.more == nil && !t.passes {
		t.spent.over = append(t.spent.over, l)
	}
}

// reuse has the lives that the event before spent ready for the next ones.
func (s *spent) reuse() {
	for _, l := range s.over {
		s.lives, s.exits = append(s.lives, l), append(s.exits, l.exit)
	}
	s.over = s.over[:0]
}

// room returns room for a life, with anything in it.
func (s *spent) room() *Life {
	n := len(s.lives) - 1
	if n < 0 {
		return new(Life)
	}
	l := s.lives[n]
	s.lives = s.lives[:n]
	return l
}

// exit returns an exit, of which nothing is known.
func (s *spent) exit() *exit {
	n := len(s.exits) - 1
	if n < 0 {
		return new(exit)
	}
	x := s.exits[n]
	s.exits = s.exits[:n]
	*x = exit{}
	return x
}
