package notes_test

import (
	"strings"
	"testing"
)

func answerCases() []one {
	asked := func(op, mask, errno uint64) func(*tape) {
		return func(p *tape) { p.request(op, mask, 5).answer(5, errno) }
	}
	return []one{
		{"request-unanswered", 1, -1, func(p *tape) { p.request(1, 0, 5) }, asked(1, 0, 0)},
		{"request-unanswered", 1, -1, func(p *tape) { p.request(1, 0, 5).answer(6, 0) }, func(p *tape) { p.request(2, 0, 5) }},
		{"request-quiet", 1, -1, func(p *tape) { p.request(2, 0, 5) }, asked(2, 0, 0)},
		{"request-quiet", 1, -1, func(p *tape) { p.request(1, 1, 5) }, func(p *tape) { p.request(1, 0, 5) }},
		{"answer-error", 2, atArm, asked(1, 0, 1), asked(1, 0, 0)},
		{"answer-error", 1, atArm, func(p *tape) { p.answer(5, 22) }, func(p *tape) { p.answer(5, 0) }},
		{"answer-unsolicited", 1, atCn, func(p *tape) { p.answer(5, 0) }, asked(1, 0, 0)},
		{"answer-ambiguous", 3, atCn, func(p *tape) { p.request(1, 0, 5).request(1, 0, 5, put32(atPort, 78)).answer(5, 0) },
			func(p *tape) { p.request(1, 0, 5).request(1, 0, 6, put32(atPort, 78)).answer(5, 0) }},
	}
}

// TestAnswerText: an error has its name, and says to what.
func TestAnswerText(t *testing.T) {
	p := newTape(t).request(1, 0, 5).answer(5, 1)
	list, _ := check(t, p.capture(), p.layout, 0)
	if len(list) != 1 || list[0].Text != "EPERM, the answer to LISTEN of frame 1" {
		t.Errorf("%s", names(list))
	}
	p = newTape(t).request(1, 0, 5).answer(5, 70000)
	if list, _ = check(t, p.capture(), p.layout, 0); len(list) != 1 || !strings.HasPrefix(list[0].Text, "err 70000, which is no errno, ") {
		t.Errorf("%s", names(list))
	}
}

// TestWaitingAnswered: requests that are answered wait no more, in whatever order
// the answers come, and take no room from those that do wait.
func TestWaitingAnswered(t *testing.T) {
	const many = 10000
	p := newTape(t).request(1, 0, 1) // which nobody answers
	for i := range uint64(many) {
		p.request(1, 0, 10*i+10)
		if i%2 == 1 {
			p.answer(10*i+10, 1).answer(10*i, 1)
		}
	}
	list, _ := check(t, p.capture(), p.layout, 0)
	unanswered, named := 0, 0
	for _, n := range list {
		switch {
		case n.Name == "request-unanswered" && *n.Frame == 1:
			unanswered++
		case n.Name == "answer-error" && strings.HasPrefix(n.Text, "EPERM, the answer to LISTEN of frame "):
			named++
		default:
			t.Fatalf("%+v", n)
		}
	}
	if unanswered != 1 || named != many {
		t.Errorf("%d without an answer, %d with one", unanswered, named)
	}
}

// TestWaitingBounded: of endlessly many requests without an answer each is noted
// once, and the latest can still be answered.
func TestWaitingBounded(t *testing.T) {
	const many = 10000
	p := newTape(t)
	for i := range uint64(many) {
		p.request(1, 0, 10*i)
	}
	p.answer(10*(many-1), 0)
	_, c := check(t, p.capture(), p.layout, 0)
	for _, n := range c.Counts() {
		if n.Kind.Name != "request-unanswered" || n.Notes != many-1 {
			t.Errorf("%+v", n)
		}
	}
}
