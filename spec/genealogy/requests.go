package genealogy

import "sync"

const (
	// RequestWindow is how many requests may be open, once for process events and
	// once for all other ids: with one more, the oldest is forgotten.
	RequestWindow = 1 << 12

	// maxSteps bounds how many entries of a chain are looked at.
	maxSteps = 64
)

// everyRelease are the rules of all releases.
var everyRelease = sync.OnceValue(func() *Tracker {
	t := new(Tracker)
	t.prepare()
	return t
})

// Opens reports whether a message whose class is New, and that is not the notifier's, is a
// request to which an answer may come: while a Tracker that knows of no release finds it
// among RequestWindow of its kind.
func (h *Header) Opens() bool {
	switch {
	case h.Aside:
		return false
	case h.proc():
		return h.Kind == KindRequest && h.Msg == 0
	}
	return everyRelease().plan(h.Idx, h.Val).asks(h)
}

// Proc reports whether the message is of the process events, whose requests are apart.
func (h *Header) Proc() bool { return h.proc() }

// requests are the open requests of a stream.
type requests struct {
	index index
	ring  []request
}

// request is what an answer is compared with.
type request struct {
	ref      Ref
	digest   uint64
	idx, val uint32
	seq, ack uint32
	port     uint32
	parts    uint32 // how many answers came by a rule that counts them
	commands uint32 // how many of its commands are not answered by a rule with one for each
	asked    bool   // its kind is known
	empty    bool
	answered bool
}

// open adds a request.
func (s *requests) open(hash uint32, h *Header) {
	s.index.max = RequestWindow
	slot, grown := s.index.add(hash)
	if grown {
		s.ring = append(make([]request, 0, s.index.size()), s.ring...)[:s.index.size()]
	}
	s.ring[slot] = request{ref: h.Ref, digest: h.Digest, idx: h.Idx, val: h.Val, seq: h.number(), ack: h.Ack, port: h.Port, commands: h.Commands,
		asked: h.Kind == KindRequest, empty: h.Empty}
}

// found is an open request that an answer fits.
type found struct {
	request       *request
	number, newer uint64
	rule          *rule
}

// answer finds the request that h answers by the rules of p, and closes it if it
// can have one answer only. Of several it takes the latest without an answer.
func (s *requests) answer(hash uint32, h *Header, p *plan) (Verdict, bool) {
	var fits [2]found
	count := 0
	var again found // the latest that has an answer
	newer := uint64(0)
	for n, steps := s.index.latest(hash), 0; n != 0 && steps < maxSteps && count < len(fits); n, steps = s.index.older(n), steps+1 {
		q := &s.ring[s.index.slot(n)]
		if q.idx == h.Idx && q.val == h.Val {
			if r := p.rule(h, q); r != nil {
				f := found{q, n, newer, r}
				switch {
				case !q.answered:
					fits[count] = f
					count++
				case again.request == nil:
					again = f
				}
			}
		}
		newer = n
	}
	first := fits[0]
	if count == 0 {
		if first = again; first.request == nil {
			return Verdict{}, false
		}
	}
	v := Verdict{Class: Reply, Of: first.request.ref, Rule: first.rule.name}
	if count > 1 {
		v.Class, v.Or = Ambiguous, fits[1].request.ref
	}
	s.take(hash, h, first)
	return v, true
}

// take notes that h answers a request.
func (s *requests) take(hash uint32, h *Header, f found) {
	f.request.answered = true
	if f.rule.ack == part {
		f.request.parts = h.Ack
	}
	if f.rule.each {
		f.request.commands -= min(f.request.commands, max(h.Commands, 1))
	}
	if !f.rule.many {
		s.index.remove(hash, f.newer, f.number)
	}
}

// rule returns the rule by which h answers q, nil when it does not.
func (p *plan) rule(h *Header, q *request) *rule {
	for i := range p.rules {
		if r := &p.rules[i]; r.holds(h, q) && r.sides(h, q) {
			return r
		}
	}
	return nil
}
