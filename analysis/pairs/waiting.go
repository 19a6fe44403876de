package pairs

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// waiting is a pair as it waits: tens of thousands may, so it has half the bytes of a Pair with
// what that points to.
type waiting struct {
	host           string
	asked          string
	request, reply half
	rule           genealogy.Rule
	turn           turn
	idx, val       uint32
	port, errno    uint32
	state          state
	says           bool // errno is there
	ambiguous      bool
	further        bool
	chosen         bool // one of its frames was
}

// half is where a message stands, and its numbers. Frame 0 says that there is none.
type half struct {
	frame    uint64
	at       int64
	msg      int
	seq, ack uint32
}

func halfOf(m *analysis.Message) half { return half{m.Frame, m.Time, m.Msg, m.Seq, m.Ack} }

// none is a half that is missing.
var none = half{at: genealogy.NoTime}

// state is what is known of a pair that waits.
type state uint8

const (
	maybe    state = iota // the message may turn out to be a request
	asking                // it is one
	complete              // there is a reply
)

// request starts a pair.
func (p *Pairs) request(f *analysis.Frame, m *analysis.Message) *waiting {
	w := &waiting{host: f.Host.String(), asked: p.text(m), request: halfOf(m), reply: none, idx: m.Idx, val: m.Val, port: m.Port, chosen: p.chosen}
	if m.Header.Kind == genealogy.KindRequest || m.Port != 0 {
		w.state = asking // the kernel sends with port id 0
	}
	w.turn = p.opened.Of(f.Host).turn(m)
	return w
}

// answered fills in the other half.
func (w *waiting) answered(m *analysis.Message) {
	w.reply, w.state, w.ambiguous = halfOf(m), complete, m.Class == genealogy.Ambiguous
	if m.IsReply() {
		w.rule = m.Rule
	}
	w.errno, w.says = m.Errno()
}

// maxTexts is of how many texts one copy is kept.
const maxTexts = 1 << 10

// text is what a request says, in words: mostly what others said.
func (p *Pairs) text(m *analysis.Message) string {
	p.words = m.AppendSummary(p.words[:0], false)
	said, ok := p.texts[string(p.words)]
	if !ok {
		if len(p.texts) == maxTexts || p.texts == nil {
			p.texts = map[string]string{}
		}
		said = string(p.words)
		p.texts[said] = said
	}
	return said
}
