package processes

// spent are lives that are over, whose room those to come have: where each had new memory, a capture of
// a million frames and 98 000 processes took `stats` a sixteenth longer.
type spent struct {
	over  []*Life // by the event at hand, which may look at them still, or make one of them a parent
	lives []*Life
	exits []*exit
}

// spend takes a life that is final. Events of frames that came by Pass may know of it still, and at the
// end there is no event to come.
func (t *Table) spend(l *Life) {
	if t.Lends && !t.passes && len(t.spent.over) < afterwords {
		t.spent.over = append(t.spent.over, l)
	}
}

// reuse has the room of those that the event before spent ready for the next ones, if nobody knows of
// them any more: their children may, that event's among them, and a later life of their pid, of which
// replace has noted something in more. Of what is not usual the collector takes care.
func (s *spent) reuse() {
	for _, l := range s.over {
		if l.children == 0 && l.more == nil && l.exit != nil && len(s.lives) < afterwords {
			s.lives, s.exits = append(s.lives, l), append(s.exits, l.exit)
		}
	}
	s.over = s.over[:0]
}

// life returns room for a life, with anything in it.
func (s *spent) life() *Life { return pop(&s.lives) }

// exit returns an exit of which nothing is known.
func (s *spent) exit() *exit {
	x := pop(&s.exits)
	*x = exit{}
	return x
}

// pop takes the last one, or makes one where there is none.
func pop[T any](list *[]*T) *T {
	n := len(*list) - 1
	if n < 0 {
		return new(T)
	}
	x := (*list)[n]
	*list = (*list)[:n]
	return x
}
