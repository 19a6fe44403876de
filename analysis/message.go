package analysis

import (
	"hash/maphash"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Message is one connector message of a frame, and what it is to the messages
// before it (SPEC.md, "Genealogy and loss").
type Message struct {
	genealogy.Header
	genealogy.Verdict
	Spans   []codec.Span  // its cn_msg and what is in it; valid as long as the frame
	ReplyIn genealogy.Ref // the first reply to it, where Frames.Answers knew
}

// IsReply reports whether the message answers a request that was seen.
func (m *Message) IsReply() bool {
	return m.Class == genealogy.Reply || m.Class == genealogy.Ambiguous
}

// What returns what of a proc_event. It reports false when the message holds
// none, or its first bytes were not captured.
func (m *Message) What(f *Frame) (codec.EventType, bool) {
	if len(m.Spans) < 2 || !m.Spans[1].Struct.IsProcEvent() {
		return 0, false
	}
	return f.EventType(m.Spans[1])
}

// AppendSummary appends what the message says, as its frame's summary would if
// it held nothing else.
func (m *Message) AppendSummary(dst []byte, f *Frame, numeric bool) []byte {
	alone := Frame{Packet: f.Packet, Netlink: true, Family: f.Family, Spans: m.Spans}
	return alone.AppendSummary(dst, numeric)
}

// IsCopy reports whether the frame says nothing new: each of its connector
// messages is a copy of an earlier one.
func (f *Frame) IsCopy() bool {
	for i := range f.Messages {
		if f.Messages[i].Class != genealogy.Copy {
			return false
		}
	}
	return len(f.Messages) > 0
}

// messages finds the connector messages whose header was captured whole, and
// asks the genealogy about each.
func (fs *Frames) messages(f *Frame) {
	if f.Family != codec.FamilyConnector {
		return
	}
	var port uint32
	index := 0
	for i, s := range f.Spans {
		switch s.Struct {
		case codec.StructNlMsghdr:
			port = 0
			if s.Len == codec.NlMsghdrSize {
				port = s.Order.Uint32(f.Data[s.Off+12:])
			}
		case codec.StructCnMsg:
			if s.Len == codec.CnMsgSize {
				fs.message(f, i, index, port)
			}
			index++
		}
	}
}

// endsMessage reports whether a struct is no part of the message before it.
func endsMessage(s codec.Struct) bool {
	return s == codec.StructCnMsg || s == codec.StructNlMsghdr || s == codec.RawPad || s == codec.RawTail
}

// maxSeconds bounds the times that a genealogy.Ref has: from 1678 to 2262. For
// others nobody knows.
const maxSeconds = 1 << 63 / 1_000_000_000

// message appends the message whose cn_msg is span i.
func (fs *Frames) message(f *Frame, i, index int, port uint32) {
	end := i + 1
	for end < len(f.Spans) && !endsMessage(f.Spans[end].Struct) {
		end++
	}
	f.Messages = append(f.Messages, Message{Spans: f.Spans[i:end]})
	m := &f.Messages[len(f.Messages)-1]
	var cn codec.CnMsg
	cn.DecodeHead(m.Spans[0].Order, f.bytes(m.Spans[0]))
	m.Frame, m.Msg = f.Number, index
	if sec := f.Time.Unix(); f.HasTime() && sec > -maxSeconds && sec < maxSeconds {
		m.Time = f.Time.UnixNano()
	}
	m.Idx, m.Val, m.Seq, m.Ack, m.Port = cn.ID.Idx, cn.ID.Val, cn.Seq, cn.Ack, port
	m.read(f)
	last := m.Spans[len(m.Spans)-1]
	m.Digest = maphash.Bytes(fs.seed, f.Data[m.Spans[0].Off:last.Off+last.Len])
	m.Verdict = fs.tracker.Add(&m.Header)
	if fs.Answers != nil {
		m.ReplyIn = fs.Answers.of(m.Ref)
	}
}

// read tells the message's kind (R18), and the processor and the time of an
// event.
func (m *Message) read(f *Frame) {
	if len(m.Spans) < 2 {
		return
	}
	s := m.Spans[1]
	switch {
	case s.Struct.IsProcRequest():
		m.Kind = genealogy.KindRequest
		m.Masked = s.Struct == codec.StructProcInput && s.Len == codec.ProcInputSize && selects(s.Order.Uint32(f.bytes(s)[4:]))
		return
	case s.Struct == codec.RawData && m.Idx == w1Idx && m.Val == w1Val:
		m.Kind = kindOfW1(f.bytes(s)[0], m.Port)
		return
	}
	what, ok := m.What(f)
	if !ok || m.Port != 0 {
		return // what user space sends is no event of the kernel's, whatever it looks like (R17)
	}
	m.Kind = genealogy.KindEvent
	if what == codec.EventNone {
		m.Kind = genealogy.KindAnswer
	}
	b := f.bytes(s)
	switch {
	case s.Struct == codec.StructProcEvent && s.Len == codec.ProcEventHeadSize:
		m.Stamp = s.Order.Uint64(b[8:])
	case s.Struct == codec.StructProcEventTimespec32 && s.Len == codec.ProcEventTimespec32HeadSize:
		m.Stamp = uint64(s.Order.Uint32(b[8:]))*1e9 + uint64(s.Order.Uint32(b[12:]))
	case s.Struct == codec.StructProcEventTimespec64 && s.Len == codec.ProcEventTimespec64HeadSize:
		m.Stamp = s.Order.Uint64(b[8:])*1e9 + s.Order.Uint64(b[16:])
	default:
		return
	}
	m.CPU, m.Timed = s.Order.Uint32(b[4:]), true
}

// Header returns the nlmsghdr that a message came in.
func (f *Frame) Header(m *Message) (codec.Span, bool) {
	var header codec.Span
	for _, s := range f.Spans {
		switch {
		case s.Struct == codec.StructNlMsghdr:
			header = s
		case s.Off == m.Spans[0].Off:
			return header, header.Struct == codec.StructNlMsghdr
		}
	}
	return header, false
}
