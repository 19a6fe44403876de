package processes

import (
	"github.com/cnwire/cnwire/spec/genealogy"
)

// passed remembers events of frames that came by Pass: a copy of one may come by
// Add.
type passed struct {
	recent, older map[genealogy.Ref]*happened
}

// happened is an event and whose it is.
type happened struct {
	event      Event
	of, parent *Life
}

// maxPassed is how far a copy may be behind, in events: as far as
// genealogy.Tracker finds one.
const maxPassed = 1 << 14

// add remembers an event.
func (p *passed) add(at genealogy.Ref, h *happened) {
	if p.recent == nil || len(p.recent) == maxPassed {
		p.recent, p.older = map[genealogy.Ref]*happened{}, p.recent
	}
	p.recent[at] = h
}

// take returns the event of a message and forgets it, or returns nil.
func (p *passed) take(at genealogy.Ref) *happened {
	h := p.recent[at]
	if h == nil {
		h = p.older[at]
	}
	delete(p.recent, at)
	delete(p.older, at)
	return h
}

// chooseCopy takes a copy: in a chosen frame it chooses the event that it is a
// copy of, which changes nothing else.
func (t *Table) chooseCopy(of genealogy.Ref) {
	h := t.passed.take(of)
	if h == nil || h.of.final {
		return
	}
	if h.parent != nil && h.parent.final {
		h.parent = nil
	}
	t.choose(&h.event, h.of, h.parent)
}

// choose chooses the lives of an event, if its frame is chosen, and has the event
// traced.
func (t *Table) choose(e *Event, of, parent *Life) {
	if !t.unchosen {
		of.chosen = true
		if parent != nil {
			parent.chosen = true
		}
	}
	if t.Trace != nil {
		t.Trace(e, of, parent)
	}
}
