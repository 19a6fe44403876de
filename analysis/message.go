package analysis

import (
	"cmp"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Message is one connector message of a frame: what it is, what it is to the
// messages before it (spec/genealogy.md), and where its parts stand.
// It is valid as long as the frame.
type Message struct {
	genealogy.Header
	genealogy.Verdict
	// Kind is what the message is to a reader (R18). The genealogy knows more of
	// some ids: Header.Kind.
	Kind    genealogy.Kind
	CN      codec.CnMsg   // its head, without Data
	User    *spec.User    // whose it is; nil where nobody has the id
	Spans   []codec.Span  // its cn_msg and what is in it
	ReplyIn genealogy.Ref // the first reply to it, where Frames.Answers knew
	Context *Context      // where in the life of that process it is; nil where nobody asked
	Subject *Subject      // the process that the event is about, as it is known by now; nil where nobody asked, or nothing is known

	frame  *Frame
	nl     int // index of its netlink message
	what   codec.EventType
	whatIs bool // there is one, and it was captured
}

// Clone returns a copy of the message that stays valid, with a frame of its own.
func (m *Message) Clone() *Message {
	f := m.frame.Clone()
	for i := range f.Messages {
		if f.Messages[i].Msg == m.Msg {
			return &f.Messages[i]
		}
	}
	c := *m // one that was made otherwise
	return &c
}

// Netlink returns the netlink message that it came in.
func (m *Message) Netlink() *NlMsg { return &m.frame.NlMsgs[m.nl] }

// Host returns whose message it is; nil where nobody asked.
func (m *Message) Host() *host.Host {
	if m.frame == nil { // nobody's
		return nil
	}
	return m.frame.Host
}

// Bytes returns the captured bytes of a span of the message's frame.
func (m *Message) Bytes(s codec.Span) []byte { return m.frame.bytes(&s) }

// Payload returns the struct, or the raw bytes, that the message's data starts
// with; false when there is none, or none of it was captured.
func (m *Message) Payload() (codec.Span, bool) {
	if len(m.Spans) < 2 {
		return codec.Span{}, false
	}
	return m.Spans[1], true
}

// Holds returns the struct that the message's data starts with, StructNone for
// none.
func (m *Message) Holds() codec.Struct {
	s, _ := m.Payload()
	return s.Struct
}

// IsReply reports whether the message answers a request that was seen.
func (m *Message) IsReply() bool {
	return m.Class == genealogy.Reply || m.Class == genealogy.Ambiguous
}

// IsCopy reports whether the message says again, to another listener, what an
// earlier one said.
func (m *Message) IsCopy() bool { return m.Class == genealogy.Copy }

// What returns what of a proc_event. It reports false when the message holds
// none, or its first bytes were not captured.
func (m *Message) What() (codec.EventType, bool) { return m.what, m.whatIs }

// Arm returns where the union of a proc_event stands: an arm, or RawEventData.
func (m *Message) Arm() (codec.Span, bool) {
	s, ok := m.arm()
	if s == nil {
		return codec.Span{}, false
	}
	return *s, ok
}

// arm is Arm in its place, nil for none: a span that was just written is slow to copy.
func (m *Message) arm() (*codec.Span, bool) {
	if len(m.Spans) < 3 || !m.Spans[1].Struct.IsProcEvent() {
		return nil, false
	}
	s := &m.Spans[2]
	return s, s.Struct.IsProcArm() || s.Struct == codec.RawEventData
}

// Event returns the arm of a proc_event, decoded; nil when there is none, or it
// was cut, or is too short. It belongs to the Frames, and is valid until Event
// is called on another message.
func (m *Message) Event() codec.Event {
	s, ok := m.Arm()
	if !ok {
		return nil
	}
	return m.frame.withMade().arms.Decode(s.Order, &codec.ProcEvent{What: m.what, Data: m.Bytes(s)})
}

// Request returns what a request asks process events for. masked says that it
// names the events it asks for, ok that what it asks for was captured.
func (m *Message) Request() (r codec.ProcInput, masked, ok bool) {
	s, _ := m.Payload()
	if !s.Struct.IsProcRequest() {
		return r, false, false
	}
	b := m.Bytes(s)
	if len(b) >= codec.ProcInputSize { // an error would cost an allocation
		r.Decode(s.Order, b)
		return r, true, true
	}
	if len(b) >= codec.McastOpSize {
		r.Op.Decode(s.Order, b)
		return r, false, true
	}
	return r, false, false
}

// IsCopy reports whether the frame says nothing new: each of its connector
// messages is a copy of an earlier one.
func (f *Frame) IsCopy() bool {
	for i := range f.Messages {
		if !f.Messages[i].IsCopy() {
			return false
		}
	}
	return len(f.Messages) > 0
}

// message appends the message that has spans, the index-th of its frame: to the
// others, or to those whose head was cut.
func (f *Frame) message(spans []codec.Span, index int) {
	list := &f.Messages
	if spans[0].Len < codec.CnMsgSize {
		list = &f.Fragments
	}
	m := next(list)
	m.Spans, m.frame, m.nl = spans, f, len(f.NlMsgs)-1
	m.Frame, m.Msg = f.Number, index
	m.Time = genealogy.NoTime
	if at, ok := f.Nanos(); ok {
		m.Time = at
	}
	n := m.Netlink()
	p := f.Passage()
	m.Port, m.Aside, m.Envelope = cmp.Or(n.PID, p.Sender()), p.Aside(), uint32(n.Type)<<16|uint32(n.Flags)
	if _, err := m.CN.DecodeHead(spans[0].Order, f.bytes(&spans[0])); err != nil {
		return
	}
	m.Idx, m.Val, m.Seq, m.Ack = m.CN.ID.Idx, m.CN.ID.Val, m.CN.Seq, m.CN.Ack
	m.User, m.Empty = userOf(m.CN.ID), m.CN.Length == 0
	m.classify()
}

// next appends a zero value, and clears it in its place: a Message is large, and
// one that is copied in costs as much as all that is decided of it.
func next[T any](list *[]T) *T {
	p := room(list)
	var zero T
	*p = zero
	return p
}

// room appends a value that is to be set, which has whatever stood there.
func room[T any](list *[]T) *T {
	n := len(*list)
	if n == cap(*list) {
		*list = append(*list, *new(T))
	} else {
		*list = (*list)[:n+1]
	}
	return &(*list)[n]
}
