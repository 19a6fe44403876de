package analysis

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Errno returns the error number that an answer bears: err of one of process events,
// status of one of w1. It reports false where there is none, or it was cut.
func (m *Message) Errno() (uint32, bool) {
	if a, ok := m.Event().(*codec.Ack); ok {
		return a.Err, true
	}
	s, _ := m.Payload()
	f := places()[s.Struct].errno
	if f == nil || f.Offset+f.Size > s.Len || m.Kind != genealogy.KindAnswer {
		return 0, false
	}
	return uint32(number(s.Order, m.frame.bytes(&s)[f.Offset:][:f.Size], false)), true
}
