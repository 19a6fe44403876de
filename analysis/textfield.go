package analysis

import "github.com/cnwire/cnwire/codec"

// textField is what a message of a user says whose messages are text, as those of the
// sample cn_test: its data up to the first NUL. No form that shows all there is has it
// beside the bytes, but for trees and -T jsonl.
var textField = ofMessages("cn.text", Text, 0, "What a message of a user says whose data is text, as that of the sample cn_test: up to the first NUL.",
	func(m *Message) (Value, bool) {
		s, ok := m.textSpan()
		if !ok {
			return Value{}, false
		}
		return Value{Data: m.frame.bytes(&s), Off: s.Off, Len: s.Len}, true
	})

// textFields is it for those that take a list.
var textFields = []*Field{textField}

// textSpan returns where the text of a message stands, false where it has none.
func (m *Message) textSpan() (s codec.Span, ok bool) {
	if m.User == nil || !m.User.IsText() {
		return s, false
	}
	s, ok = m.Payload()
	return s, ok && s.Struct == codec.RawData && s.Len > 0
}

// IsText reports whether the message has text as its data, so that there is a cn.text.
func (m *Message) IsText() bool {
	_, ok := m.textSpan()
	return ok
}

// AppendSaid appends what a message says whose data is text (R15), and reports whether it
// is one.
func (m *Message) AppendSaid(dst []byte) ([]byte, bool) {
	s, ok := m.textSpan()
	if !ok {
		return dst, false
	}
	return AppendText(dst, m.frame.bytes(&s)), true
}
