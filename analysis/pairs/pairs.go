package pairs

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxWaiting is how many requests of all hosts wait for their answers, or behind one that
// does. Beyond it the oldest is given out without. Of as many that have one another
// answer is found. Of one host fewer wait, for none is answered behind its window.
const maxWaiting = 1 << 16

// Pairs finds the pairs of a capture, in the order of the requests; where a request has
// several answers each makes a pair, those behind the first where they were captured. Its
// memory is bounded.
type Pairs struct {
	// Emit takes a pair that is complete.
	Emit func(*Pair) error
	// Unsolicited asks for answers to nothing that was seen, too.
	Unsolicited bool

	Requests, Answered, Alone uint64 // Alone counts answers without a request

	chosen  bool       // the frame at hand
	waiting []*waiting // in the order of the messages
	open    map[place]*waiting
	several several // of requests that have an answer, and may have more
	opened  host.Per[opened]
	texts   map[string]string // what requests said
	words   []byte
}

// place is where a request stands.
type place struct {
	frame uint64
	msg   int
}

// Add takes the next frame. Its error is Emit's.
func (p *Pairs) Add(f *analysis.Frame) error { return p.take(f, true) }

// Pass takes a frame that a filter did not choose: of a pair that it holds one
// half of, the other may have been chosen.
func (p *Pairs) Pass(f *analysis.Frame) error { return p.take(f, false) }

func (p *Pairs) take(f *analysis.Frame, chosen bool) error {
	p.chosen = chosen
	for i := range f.Messages {
		m := &f.Messages[i]
		switch {
		case m.IsReply():
			p.answer(f, m)
		case m.Class == genealogy.Unsolicited:
			p.alone(f, m)
		case m.Class == genealogy.New && !m.Aside:
			p.ask(f, m)
		}
	}
	for len(p.waiting) > 0 && (p.waiting[0].state == complete || p.waiting[0].forgotten() || len(p.waiting) > maxWaiting) {
		if err := p.out(); err != nil {
			return err
		}
	}
	return nil
}

// ask takes a request, or a message that may turn out to be one.
func (p *Pairs) ask(f *analysis.Frame, m *analysis.Message) {
	if p.open == nil {
		p.open = map[place]*waiting{}
	}
	r := p.request(f, m)
	p.open[place{m.Frame, m.Msg}] = r
	p.waiting = append(p.waiting, r)
}

// answer completes a request, or one more time.
func (p *Pairs) answer(f *analysis.Frame, m *analysis.Message) {
	key := place{m.Of.Frame, m.Of.Msg}
	if r := p.open[key]; r != nil {
		if isSeveral(m) {
			p.several.keep(key, *r)
		}
		r.answered(m)
		r.chosen = r.chosen || p.chosen
		delete(p.open, key)
	} else if asked, ok := p.several.of[key]; ok {
		asked.further = true
		asked.answered(m)
		asked.chosen = asked.chosen || p.chosen
		p.waiting = append(p.waiting, &asked)
	}
}

// alone takes an answer to nothing that was seen.
func (p *Pairs) alone(f *analysis.Frame, m *analysis.Message) {
	if !p.chosen {
		return
	}
	p.Alone++
	if p.Unsolicited {
		r := &waiting{host: f.Host.String(), idx: m.Idx, val: m.Val, chosen: true, request: none}
		r.answered(m)
		p.waiting = append(p.waiting, r)
	}
}

// out gives out the oldest that waits, if it is a pair at all.
func (p *Pairs) out() error {
	r := p.waiting[0]
	p.waiting[0] = nil
	p.waiting = p.waiting[1:]
	if q := &r.request; q.frame != 0 {
		if !r.further {
			delete(p.open, place{q.frame, q.msg})
		}
		if r.state == maybe || !r.chosen {
			return nil
		}
		if !r.further {
			p.Requests++
			if r.state == complete {
				p.Answered++
			}
		}
	}
	return p.Emit(r.pair())
}

// End gives out what waits.
func (p *Pairs) End() error {
	for len(p.waiting) > 0 {
		if err := p.out(); err != nil {
			return err
		}
	}
	return nil
}
