package timeline

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pairs"
)

// request takes a request with its answer, or what there is of the two.
func (t *Timeline) request(p *pairs.Pair) error {
	if t.Pair != nil {
		t.check(t.Pair(p))
	}
	if p.Further {
		return t.err // a request is one bar, up to its first answer
	}
	t.asked++
	r := Request{Number: t.asked, Host: t.hosts[p.Host] - 1, ID: p.ID, Says: p.Asked, Answer: string(p.AppendAnswer(nil))}
	if p.RequestFrame != nil {
		if at, ok := t.clock.at(analysis.Moment{Frame: *p.RequestFrame, Time: p.At}); ok {
			r.Asked, r.AskedIn = at, *p.RequestFrame
		}
	}
	if p.ReplyFrame != nil {
		if at, ok := t.clock.at(analysis.Moment{Frame: *p.ReplyFrame, Time: p.AnsweredAt}); ok {
			r.Answered, r.AnsweredIn = at, *p.ReplyFrame
		}
	}
	if r.AskedIn == 0 && r.AnsweredIn == 0 {
		t.clock.missed++
		return t.err
	}
	t.check(t.Sink.Request(&r))
	return t.err
}
