package genealogy

import (
	"fmt"

	"github.com/cnwire/cnwire/spec"
)

// Sender numbers the messages of one sender as the kernel's documentation asks
// (R20): each message of its own has the next seq and a random ack.
type Sender struct {
	Idx, Val uint32        // cn_msg.id
	Port     uint32        // nlmsg_pid
	Kernel   spec.Version  // whose rules Reply follows; zero: the latest
	Seq      uint32        // of the next message
	Random   func() uint32 // acks; nil: 0
}

// Next returns the header of a new message, and counts it.
func (s *Sender) Next() Header {
	h := Header{Idx: s.Idx, Val: s.Val, Seq: s.Seq, Port: s.Port}
	s.Seq++ // modulo 2^32
	if s.Random != nil {
		h.Ack = s.Random()
	}
	return h
}

// Reply returns the header of an answer to m by a rule of rules.csv, one for m's
// id or, where m's id has none of that name, one for ids without rules. Where the
// rule wants a number of the sender's own, it is the next one; where it wants one in
// the payload, that is Key. Of a rule with
// error numbers Ack is that of success; of one with parts, that of the first.
func (s *Sender) Reply(m *Header, name Rule) (Header, error) {
	h := Header{Idx: m.Idx, Val: m.Val, Port: s.Port}
	r := s.row(m, name)
	if r == nil {
		return h, fmt.Errorf("genealogy: id %d:%d has no answer by a rule %q", m.Idx, m.Val, name)
	}
	switch relationOf(r.Ack) {
	case same:
		h.Ack = m.Ack
	case ackPlusOne:
		h.Ack = m.Ack + 1 // modulo 2^32
	case seqPlusOne:
		h.Ack = m.Seq + 1
	case part:
		h.Ack = 1
	}
	switch relationOf(r.Seq) {
	case same:
		h.Seq = m.Seq
	case keyed:
		h.Key, h.Keyed = m.number(), true
	case opcode:
		switch m.Seq {
		case 0:
		case 1:
			h.Seq = 4
		default:
			return h, fmt.Errorf("genealogy: no answer to opcode %d", m.Seq)
		}
	case whatever:
		h.Seq = s.Seq
		s.Seq++
	}
	return h, nil
}

// row finds the rule of an answer: the latest that the kernel may have.
func (s *Sender) row(m *Header, name Rule) (found *spec.Rule) {
	all := spec.Rules()
	for i := range all {
		r := &all[i]
		if r.Kind != "answer" || Rule(r.Name) != name || !r.In(s.Kernel) {
			continue
		}
		if r.Any && found == nil || !r.Any && r.Idx == m.Idx && r.Val == m.Val {
			found = r
		}
	}
	return found
}
