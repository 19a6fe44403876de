package listeners

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// State is where a listener stands.
type State string

const (
	Listens State = "listens" // its last request was a LISTEN
	Ignores State = "ignores" // an IGNORE
	Gone    State = "gone"    // its process ended without one: the kernel counts it on (R43)
	Asked   State = "asked"   // a LISTEN that nobody answered: the kernel dropped it, or is silent
	Refused State = "refused" // the answer was an error
	Unheard State = "unheard" // it is in a pid namespace whose requests the kernel drops (R42)
	Member  State = "member"  // it is in the group, and has not asked
	Unknown State = "unknown" // it is in the group; whether it asked is not known
)

// Listener is a socket that asked for process events, by its port, which is another's
// once it is closed. What is not known of it is zero, or nil.
type Listener struct {
	Host     string
	Port     uint32 // port id of the socket: nlmsg_pid, or what a comment says
	PID      int32  // the process; of a capture, where a comment says so
	UID      *uint32
	Comm     string // any bytes
	Exe      string // live
	State    State
	Mask     *uint32 // the events that it asked for, as bits of proc_input; nil where nothing says so
	All      bool    // no mask: all events
	Groups   []uint32
	Queue    *uint64 // live: bytes that wait for it
	Drops    *uint64 // live: messages that it lost since it was opened
	Since    int64   // when it began to listen, ns since 1970, or genealogy.NoTime
	Until    int64   // when it stopped
	Requests uint64  // that it sent
	Answer   *uint32 // what the last answer said: 0, or an errno
	Count    Count   // the kernel's counter behind its last request

	SinceFrame, UntilFrame uint64 // numbers of the frames; 0 for none
	Frame, ReplyFrame      uint64 // of its last request, and of the answer

	op     codec.McastOp // the last
	before bool          // it was there when the recording began
	fresh  bool          // it was not, and had asked for nothing
	chosen bool
}

// newListener is one that has not asked.
func newListener(f *analysis.Frame, m *analysis.Message) *Listener {
	l := &Listener{Host: f.Host.String(), Port: m.Port, State: Member, Since: genealogy.NoTime, Until: genealogy.NoTime}
	l.sent(f)
	return l
}

// sent takes what comments say of the sender.
func (l *Listener) sent(f *analysis.Frame) {
	p := f.Passage()
	if p == nil {
		return
	}
	if pid, ok := p.Get(who.SenderPID); ok {
		l.PID = int32(pid)
	}
	if uid, ok := p.Get(who.SenderUID); ok {
		n := uint32(uid)
		l.UID = &n
	}
	if p.Comm != "" {
		l.Comm = named(p.Comm)
	}
}

// asked takes a request that the kernel does not drop.
func (l *Listener) asked(m *analysis.Message, r codec.ProcInput, masked bool) {
	l.op = r.Op
	switch r.Op {
	case codec.McastListen:
		mask := allEvents()
		if masked {
			mask = uint32(r.EventType)
		}
		l.Wants(mask)
		if l.State != Listens {
			l.Since, l.SinceFrame = m.Time, m.Frame
		}
		l.State, l.Until, l.UntilFrame = Listens, genealogy.NoTime, 0
	case codec.McastIgnore:
		l.stop(Ignores, m)
	}
}

// Wants says which events it asked for, as bits of proc_input; none that there are means
// all (R45).
func (l *Listener) Wants(mask uint32) {
	l.All, l.Mask = true, nil
	if mask &= allEvents(); mask != 0 && mask != allEvents() {
		l.All, l.Mask = false, &mask
	}
}

// stop says that it is a listener no more.
func (l *Listener) stop(s State, m *analysis.Message) {
	if l.State == Listens {
		l.Until, l.UntilFrame = m.Time, m.Frame
	}
	l.State = s
}

// never says that what it asked came to nothing.
func (l *Listener) never(s State) {
	l.State, l.Since, l.SinceFrame, l.Until, l.UntilFrame = s, genealogy.NoTime, 0, genealogy.NoTime, 0
}
