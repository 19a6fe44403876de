package pairs

import (
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Pair is a request and a reply to it, a request that nobody answered,
// or an answer to nothing that was seen: then what is missing is nil.
type Pair struct {
	Further bool // the request has a pair already: this is another reply to it

	Host         string  // the name of its host; "" where nobody asked for hosts
	RequestFrame *uint64 // number of the frame
	RequestMsg   *int    // index of the message in it, from 0
	ReplyFrame   *uint64
	ReplyMsg     *int
	ID           string // idx:val
	Asked        string // what the request says, in words
	Seq          *uint32
	Ack          *uint32
	ReplySeq     *uint32
	ReplyAck     *uint32
	Rule         *string // a row of spec/rules.csv
	Ambiguous    bool    // another request fits as well
	Err          *uint32 // of an answer of id 1:1, or 3:1: 0, or an errno
	ErrName      *string // EPERM; 0 has none
	LatencyNs    *int64  // from request to reply, by the capture's clock

	// At is when the request was captured, and AnsweredAt the reply, in nanoseconds
	// since 1970, or genealogy.NoTime.
	At, AnsweredAt int64
	Port           uint32 // of whoever asked, by his own account (nlmsg_pid), or a comment
}

// pair makes a pair of what waited.
func (w *waiting) pair() *Pair {
	p := &Pair{Further: w.further, Host: w.host, ID: spec.IDText(w.idx, w.val), Asked: w.asked, At: w.request.at, AnsweredAt: w.reply.at, Port: w.port}
	if q := w.request; q.frame != 0 {
		p.RequestFrame, p.RequestMsg, p.Seq, p.Ack = &q.frame, &q.msg, &q.seq, &q.ack
	}
	if w.state != complete {
		return p
	}
	r := w.reply
	p.ReplyFrame, p.ReplyMsg, p.ReplySeq, p.ReplyAck = &r.frame, &r.msg, &r.seq, &r.ack
	p.Ambiguous = w.ambiguous
	if rule := string(w.rule); rule != "" {
		p.Rule = &rule
	}
	if p.At != genealogy.NoTime && p.AnsweredAt != genealogy.NoTime {
		latency := p.AnsweredAt - p.At
		p.LatencyNs = &latency
	}
	if n := w.errno; w.says {
		p.Err = &n
		if name, ok := spec.Default().Name("errno", uint64(n)); ok {
			p.ErrName = &name
		}
	}
	return p
}
