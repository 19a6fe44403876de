package pairs

import (
	"github.com/cnwire/cnwire/analysis"
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

	state  state
	chosen bool // one of its frames was
}

// state is what is known of a pair that waits.
type state uint8

const (
	maybe    state = iota // the message may turn out to be a request
	asking                // it is one
	complete              // there is a reply
)

// request starts a pair.
func request(f *analysis.Frame, m *analysis.Message) *Pair {
	frame, msg, seq, ack := m.Frame, m.Msg, m.Seq, m.Ack
	p := &Pair{
		Host:         f.Host.String(),
		RequestFrame: &frame, RequestMsg: &msg, Seq: &seq, Ack: &ack,
		ID: id(m), Asked: string(m.AppendSummary(nil, false)), At: m.Time, AnsweredAt: genealogy.NoTime, Port: m.Port,
	}
	if m.Header.Kind == genealogy.KindRequest || m.Port != 0 {
		p.state = asking // the kernel sends with port id 0
	}
	return p
}

// reply fills in the other half.
func (p *Pair) reply(m *analysis.Message) {
	frame, msg, seq, ack := m.Frame, m.Msg, m.Seq, m.Ack
	p.ReplyFrame, p.ReplyMsg, p.ReplySeq, p.ReplyAck = &frame, &msg, &seq, &ack
	p.state = complete
	p.Ambiguous = m.Class == genealogy.Ambiguous
	if m.IsReply() {
		rule := string(m.Rule)
		p.Rule = &rule
	}
	p.AnsweredAt = m.Time
	if p.At != genealogy.NoTime && m.Time != genealogy.NoTime {
		latency := m.Time - p.At
		p.LatencyNs = &latency
	}
	if n, ok := m.Errno(); ok {
		p.Err = &n
		if name, ok := spec.Default().Name("errno", uint64(n)); ok {
			p.ErrName = &name
		}
	}
}

func id(m *analysis.Message) string {
	return spec.IDText(m.Idx, m.Val)
}
