package listeners

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// asking is a request whose answer may come.
type asking struct {
	moment
	ref      genealogy.Ref
	listener *Listener // nil where there are too many
	op       codec.McastOp
	before   State // of the listener
	first    bool  // nothing was known of the listener
	repeats  bool  // its operation is the last one's
	none     bool  // it is the first of its socket

	// A tap says who sent it, and sees the answer if there is one.
	taken     bool // the kernel does not drop it, as far as that tells
	elsewhere bool // it comes from another pid namespace: from 3.7 on it is dropped
}

// maxWaiting is how many requests wait for their answers.
const maxWaiting = 16

// firstPIDNS is the inode of the first pid namespace, PROC_PID_INIT_INO of
// include/linux/proc_ns.h, alike on all kernels.
const firstPIDNS = 0xeffffffc

// request takes one. The kernel drops it if it comes from another namespace or has
// another length (R42). What a tap saw on its way to another socket it never had, or has
// in a frame of its own.
func (k *kernel) request(f *analysis.Frame, m *analysis.Message, at moment) {
	if m.Aside {
		return
	}
	r, masked, ok := m.Request()
	if n := m.CN.Length; !ok || n != codec.McastOpSize && (n != codec.ProcInputSize || k.release == before66) {
		return
	}
	k.busy = true
	l := k.listener(f, m)
	if l == nil {
		return
	}
	l.sent(f)
	l.Requests++
	l.Answer, l.Frame, l.ReplyFrame = nil, m.Frame, 0
	l.chosen = l.chosen || k.of.chosen
	a := &asking{moment: at, ref: m.Ref, listener: l, op: r.Op, before: l.State, first: l.Requests == 1 && !l.fresh && !(l.before && l.State != Unknown), repeats: l.op == r.Op, none: l.fresh && l.Requests == 1}
	pidns, known := f.Passage().Get(who.SenderPIDNS)
	a.elsewhere = known && pidns != firstPIDNS
	a.taken = pidns == firstPIDNS && (!masked || k.release == since66)
	l.asked(m, r, masked)
	for len(k.waiting) >= maxWaiting {
		k.unanswered()
	}
	k.waiting = append(k.waiting, a)
	if r.Op == codec.McastListen && k.hush != nil {
		k.hush.resumed = at
	}
}

// moves says between which two numbers the counter moves, where the kernel takes it.
func (a *asking) moves(r release) (least, most int64) {
	switch a.op {
	case codec.McastListen:
		if r != before66 && (a.first || a.repeats) { // it may have listened already
			return 0, 1
		}
		return 1, 1
	case codec.McastIgnore:
		switch {
		case r == before66 || a.before == Listens:
			return -1, -1
		case r == since66 && (a.repeats || a.none):
			return 0, 0
		}
		return -1, 0
	}
	return 0, 0
}

// answer takes one: to the request at hand, or to one that nobody saw.
func (k *kernel) answer(m *analysis.Message, at moment, err uint32) {
	for i, a := range k.waiting {
		if !m.IsReply() || m.Of != a.ref {
			continue
		}
		for range i { // what was asked before it
			k.unanswered()
		}
		k.answered(a, m.Frame, err)
		return
	}
	if !m.IsReply() {
		k.of.Foreign++
	}
	k.proof(at)
}

// answered settles the first that waits.
func (k *kernel) answered(a *asking, frame uint64, err uint32) {
	k.waiting, k.heard = k.waiting[1:], moment{}
	l := a.listener
	if a.ref.Frame == l.Frame { // it has sent none since
		l.Answer, l.ReplyFrame = &err, frame
	}
	if err != 0 {
		if a.before == Listens { // what it has stays, but for the mask
			l.State = Listens
		} else {
			l.never(Refused)
		}
	} else {
		k.count.add(a.moves(k.release))
	}
	k.count.atLeast(1)
	l.Count = k.count
	if k.hush != nil {
		k.speaks()
	}
}

// unanswered settles the first that waits: nobody answered it. Only a tap sees each
// answer that the kernel sends.
func (k *kernel) unanswered() {
	a := k.waiting[0]
	k.waiting = k.waiting[1:]
	sends := k.heard.frame != 0 && k.heard.behind(a.moment, racing)
	a.taken = a.taken && !sends // else it would have answered
	least, most := a.moves(k.release)
	if !a.taken || k.release != since66 { // it was dropped, or refused with an EPERM that nobody was sent (R42)
		least, most = min(least, 0), max(most, 0)
	}
	k.count.add(least, most)
	switch {
	case a.taken:
		k.count.atMost(0)
	case sends && len(k.waiting) == 0:
		k.count.atLeast(1)
	}
	a.listener.Count = k.count
	switch l := a.listener; {
	case a.elsewhere:
		l.never(Unheard)
	case a.op == codec.McastIgnore && !sends:
		k.silenced(a)
	case l.State == Listens && a.before != Listens && l.All: // with a mask it would get no answer (R44)
		l.State = Asked
	}
}
