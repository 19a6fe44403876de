package genealogy

// each says which request a message answers that is equal to the one before, where
// requests have an answer for each of their commands: two that are equal have equal
// answers. R21
func (t *Tracker) each(h *Header) (Verdict, bool) {
	p := t.plan(h.Idx, h.Val)
	if !p.each {
		return Verdict{}, false
	}
	return t.others.more(mix(h.Idx, h.Val, h.number()), h, p)
}

// more finds the latest request of which h answers commands that nobody answered, by a
// rule with an answer for each.
func (s *requests) more(hash uint32, h *Header, p *plan) (Verdict, bool) {
	for n, steps := s.index.latest(hash), 0; n != 0 && steps < maxSteps; n, steps = s.index.older(n), steps+1 {
		q := &s.ring[s.index.slot(n)]
		if q.idx != h.Idx || q.val != h.Val || q.commands < max(h.Commands, 1) {
			continue
		}
		if r := p.rule(h, q); r != nil && r.each {
			s.take(hash, h, found{request: q, rule: r}) // many, so that it stays
			return Verdict{Class: Reply, Of: q.ref, Rule: r.name}, true
		}
	}
	return Verdict{}, false
}
