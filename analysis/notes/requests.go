package notes

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxWaiting is how many requests wait for their answers at a time. Of more,
// the oldest is taken for one that nobody answers.
const maxWaiting = 1 << 12

// requests remembers requests until they are answered.
type requests struct {
	waiting []waiting // in the order of their frames
	open    int       // of these have no answer yet
}

type waiting struct {
	frame uint64
	msg   int
	at    int64 // when it was captured
	quiet bool  // no answer is usual
	alien bool  // its frame was passed: that it has no answer is no note
	done  bool  // it has its answer
	host  *host.Host
	asks  string
}

func (r *requests) add(c *Checker, f *analysis.Frame, m *analysis.Message) {
	switch {
	case m.Aside:
	case m.IsReply():
		r.answer(c, f, m)
	case m.Kind == genealogy.KindAnswer || m.Class == genealogy.Unsolicited:
		if c.wants(answerUnsolicited) {
			c.make(answerUnsolicited, f.Number, m.Spans[0].Off, fmt.Sprintf("%s: no request in the capture fits ack %d", m.AppendSummary(nil, false), m.Ack))
		}
		c.failed(f, m, "a request that is not in the capture")
	case m.Msg == 0 && (m.Header.Kind == genealogy.KindRequest || m.Header.Kind == genealogy.KindDialog && m.Port != 0):
		for r.open >= maxWaiting {
			r.give(c, &r.waiting[0])
			r.waiting = r.waiting[1:]
		}
		if len(r.waiting) >= 2*maxWaiting { // half of them have their answers
			r.waiting = slices.DeleteFunc(r.waiting, func(w waiting) bool { return w.done })
		}
		r.waiting = append(r.waiting, waiting{f.Number, m.Msg, m.Time, quiet(m), c.passing, false, f.Host, string(m.AppendSummary(nil, false))})
		r.open++
	}
}

// quiet reports whether a request usually has no answer: since 6.6 who sent
// IGNORE, or asked for some events only, does not hear the answer, and before
// that an answer to IGNORE was sent only while others listened,
// drivers/connector/cn_proc.c:cn_filter (6.6), cn_proc_mcast_ctl.
func quiet(m *analysis.Message) bool {
	r, masked, _ := m.Request()
	return masked || r.Op == codec.McastIgnore
}

func (r *requests) answer(c *Checker, f *analysis.Frame, m *analysis.Message) {
	asks := fmt.Sprintf("frame %d", m.Of.Frame)
	i, waits := slices.BinarySearchFunc(r.waiting, m.Of, func(w waiting, of genealogy.Ref) int {
		return cmp.Or(cmp.Compare(w.frame, of.Frame), cmp.Compare(w.msg, of.Msg))
	})
	if waits && !r.waiting[i].done {
		w := &r.waiting[i]
		asks = fmt.Sprintf("%s of frame %d", w.asks, w.frame)
		w.done = true
		r.open--
	}
	if m.Class == genealogy.Ambiguous {
		c.note(answerAmbiguous, f.Number, m.Spans[0].Off, "the answer to frame %d, or to frame %d", m.Of.Frame, m.Or.Frame)
	}
	c.failed(f, m, asks)
}

// failed notes an answer with an error.
func (c *Checker) failed(f *analysis.Frame, m *analysis.Message, asks string) {
	a, ok := m.Event().(*codec.Ack)
	if !ok || a.Err == 0 {
		return
	}
	name, ok := spec.Default().Name("errno", uint64(a.Err))
	if !ok {
		name = fmt.Sprintf("err %d, which is no errno", a.Err)
	}
	arm, _ := m.Arm()
	c.note(answerError, f.Number, arm.Off, "%s, the answer to %s", name, asks)
}

// give notes a request without an answer.
func (r *requests) give(c *Checker, w *waiting) {
	if w.done {
		return
	}
	if r.open--; w.alien {
		return
	}
	defer func(host *host.Host, place genealogy.Ref) { c.host, c.place = host, place }(c.host, c.place)
	c.host, c.place = w.host, genealogy.Ref{Frame: w.frame, Time: w.at}
	k := requestUnanswered
	if w.quiet {
		k = requestQuiet
	}
	c.note(k, w.frame, -1, "%s: no answer", w.asks)
}

func (r *requests) end(c *Checker) {
	for i := range r.waiting {
		r.give(c, &r.waiting[i])
	}
	r.waiting = nil
}
