package analysis

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// classify tells the message's kind (R18), and the processor and the time of an
// event.
func (m *Message) classify() {
	if len(m.Spans) < 2 {
		return
	}
	s := &m.Spans[1]
	if m.Aside && !s.Struct.IsProcEvent() { // of no kind (R18)
		return
	}
	at := &places()[s.Struct]
	if at.byUser == genealogy.KindAnswer { // the kernel asks; who leaves his port id out is told by the genealogy alone
		if m.Kind = at.kind; m.Port != 0 {
			m.Kind = at.byUser
		}
		if at.kind == genealogy.KindUnknown { // nothing else has the struct
			m.Header.Kind = m.Kind
		}
		if f := at.asked; f != nil && f.Offset+f.Size <= s.Len {
			m.Key, m.Keyed = s.Order.Uint32(m.frame.bytes(s)[f.Offset:]), true
		}
		return
	}
	if at.byUser == genealogy.KindRequest && at.kind != genealogy.KindRequest {
		m.ofAsked(at.kinds, s)
		return
	}
	if m.Kind = at.kind; m.Kind == genealogy.KindRequest {
		m.Header.Kind = m.Kind
		r, masked, _ := m.Request()
		m.Masked = masked && selects(uint32(r.EventType))
		return
	}
	if !s.Struct.IsProcEvent() {
		if (m.Kind == genealogy.KindEvent || m.Kind == genealogy.KindAnswer) && m.Port != 0 {
			m.Kind = genealogy.KindUnknown // as below
		}
		m.Header.Kind = m.Kind
		return
	}
	if b := m.frame.bytes(s); len(b) >= codec.McastOpSize {
		m.what, m.whatIs = codec.EventType(s.Order.Uint32(b)), true
	}
	if !m.whatIs || m.Port != 0 {
		m.Kind = genealogy.KindUnknown // what user space sends is no event of the kernel's, whatever it looks like (R17)
		return
	}
	if m.what == codec.EventNone {
		m.Kind = genealogy.KindAnswer
	}
	m.Header.Kind = m.Kind
	m.CPU, m.Stamp, m.Timed = stamp(s, m.frame.bytes(s))
}

// stamp reads the processor and the time of an event's head, which may be cut.
func stamp(s *codec.Span, b []byte) (cpu uint32, ns uint64, ok bool) {
	switch s.Struct {
	case codec.StructProcEvent:
		var e codec.ProcEvent
		_, err := e.Decode(s.Order, b)
		return e.CPU, e.TimestampNs, err == nil
	case codec.StructProcEventTimespec32:
		var e codec.ProcEventTimespec32
		_, err := e.Decode(s.Order, b)
		return e.CPU, uint64(uint32(e.Sec))*1e9 + uint64(uint32(e.Nsec)), err == nil
	}
	var e codec.ProcEventTimespec64
	_, err := e.Decode(s.Order, b)
	return e.CPU, uint64(e.Sec)*1e9 + uint64(e.Nsec), err == nil
}
