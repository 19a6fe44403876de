package genealogy

import "github.com/cnwire/cnwire/spec"

// Tracker tells for each message of a stream what it is to the ones before it.
// Its memory is bounded, whatever the stream: some 2 MB when it has seen much.
// The zero value is ready. A copy of a process event is found among 16384 events
// and answers, a request among 4096 of its kind.
type Tracker struct {
	// Kernel, when set before the first message, leaves out the rules that are not
	// of this release.
	Kernel spec.Version

	plans         []plan // by id; the last one is for ids without rules
	echo, counter plan   // of process events: answers that copy seq, and those with a number of their own
	copies        copies
	asked         requests // of process events
	others        requests // of all other ids

	notified bool // the notifier was asked

	// last is the message before, first the first of the copies that it ends.
	last     Header
	first    Ref
	adjacent bool // there is one, and it is not known to copies
}

// Add takes the next message and returns the verdict on it.
func (t *Tracker) Add(h *Header) Verdict {
	var v Verdict
	t.AddTo(&v, h)
	return v
}

// AddTo is Add for whoever has a zero Verdict at hand: most messages are events,
// and the verdict on them is no more than one of its fields.
func (t *Tracker) AddTo(v *Verdict, h *Header) {
	if t.plans == nil {
		t.prepare()
	}
	if h.Aside {
		return // not even the one before: the kernel's copy of it is that
	}
	if h.Timed || h.Kind == KindEvent {
		t.once(v, h)
	} else {
		*v = t.judge(h)
	}
}

// once is for what no two messages say alike, for it has a counter: an equal one
// is a copy however far behind.
func (t *Tracker) once(v *Verdict, h *Header) {
	t.adjacent = false
	switch first, ok := t.copies.of(h); {
	case ok:
		v.Class, v.Of = Copy, first // R21
	case h.Kind == KindEvent || !h.proc():
		v.Class = Event
	default:
		*v = t.proc(h)
	}
}

// judge judges what has no counter of its own.
func (t *Tracker) judge(h *Header) Verdict {
	before := t.perhaps(h)
	if first, ok := t.again(h); ok {
		if v, ok := t.each(h); ok {
			t.first = h.Ref
			return v
		}
		return Verdict{Class: Copy, Of: first}
	}
	var v Verdict
	switch {
	case t.notified && h.notice():
		v.Notice = true // R24
	case h.proc():
		v = t.proc(h)
	default:
		v = t.other(h)
	}
	v.Maybe = before
	return v
}

// moment is within what time a message to a group comes twice, in nanoseconds.
const moment = 1e6

// perhaps returns the message before, if a user's message may be the same one:
// to a group that somebody listens to it comes twice. R21
func (t *Tracker) perhaps(h *Header) Ref {
	if h.Port != 0 && t.adjacent && t.last.same(h) && h.Frame != t.last.Frame &&
		near(h.Time, t.last.Time) {
		return t.last.Ref
	}
	return Ref{}
}

// near says that two times, of those that are known, are less than a moment
// apart. Their difference fits in 64 bits unsigned, and in no fewer.
func near(a, b int64) bool {
	return a != NoTime && b != NoTime && uint64(max(a, b))-uint64(min(a, b)) < moment
}

// prepare reads rules.csv.
func (t *Tracker) prepare() {
	t.plans = plans(t.Kernel)
	p := t.plan(procIdx, procVal)
	t.echo, t.counter = *p, *p
	t.echo.rules, t.counter.rules = nil, nil
	for _, r := range p.rules {
		if r.seq == same {
			t.echo.rules = append(t.echo.rules, r)
		} else {
			t.counter.rules = append(t.counter.rules, r)
		}
	}
}

// plan returns the rules for an id.
func (t *Tracker) plan(idx, val uint32) *plan {
	for i := range t.plans {
		if p := &t.plans[i]; p.any || p.idx == idx && p.val == val {
			return p
		}
	}
	return &t.plans[len(t.plans)-1]
}

// again finds copies of what may be said twice and has no counter: they follow
// each other at once, each in a frame of its own. Only what the kernel sent to a
// group is delivered more than once; what user space sends counts each time. R21
func (t *Tracker) again(h *Header) (Ref, bool) {
	if t.adjacent && t.last.same(h) && h.Port == 0 && h.Kind != KindRequest && (h.Frame == 0 || h.Frame != t.last.Frame) {
		t.last.Ref = h.Ref
		return t.first, true
	}
	t.last, t.first, t.adjacent = *h, h.Ref, true
	return Ref{}, false
}

// proc judges a message of the process events that is no event.
func (t *Tracker) proc(h *Header) Verdict {
	switch h.Kind {
	case KindRequest:
		// Kernels read the first message of a datagram. R8
		if h.Msg == 0 {
			t.asked.open(mix(h.Ack+1, 0, 0), h)
		}
		return Verdict{Class: New}
	case KindAnswer:
		if v, ok := t.answer(h); ok {
			return v
		}
		return Verdict{Class: Unsolicited}
	}
	return Verdict{Class: New}
}

// answer finds the request of a process events' answer. R22
func (t *Tracker) answer(h *Header) (Verdict, bool) {
	hash := mix(h.Ack, 0, 0)
	old := h.Timed && h.CPU == noCPU // up to 4.6
	if !h.Timed || old || len(t.counter.rules) == 0 {
		if v, ok := t.asked.answer(hash, h, &t.echo); ok || old && len(t.echo.rules) > 0 {
			return v, ok
		}
	}
	return t.asked.answer(hash, h, &t.counter)
}

// other judges a message of another id, by numbers and port ids alone unless its
// kind is known. R23, R24
func (t *Tracker) other(h *Header) Verdict {
	p := t.plan(h.Idx, h.Val)
	t.notified = t.notified || h.Idx == notifier && h.Val == notifier && !p.any
	if h.Kind == KindUnknown && h.Port == 0 && h.Ack == 0 && p.events {
		var v Verdict
		t.once(&v, h)
		return v
	}
	hash := mix(h.Idx, h.Val, h.number())
	if p.turns {
		hash = mix(h.Idx, h.Val, 0)
	}
	if h.Kind != KindRequest {
		if v, ok := t.others.answer(hash, h, p); ok {
			return v
		}
		if h.Kind == KindAnswer || p.answerers == user && h.Port != 0 {
			return Verdict{Class: Unsolicited}
		}
	}
	if p.asks(h) {
		t.others.open(hash, h)
	}
	return Verdict{Class: New}
}

// asks reports whether a message that answers nothing may have an answer.
func (p *plan) asks(h *Header) bool {
	if h.Port != 0 && h.Msg != 0 {
		return false // kernels read the first message of a datagram. R8
	}
	if p.answerers == kernel && h.Port == 0 && h.Kind != KindRequest {
		return false // an answer to somebody who was not seen, as a socket has them. R24
	}
	return len(p.rules) > 0
}
