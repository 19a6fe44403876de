package analysis

import (
	"fmt"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/digits"
	"github.com/cnwire/cnwire/spec"
)

// AppendSummary appends what the frame says, for a line that a person reads:
// "exec pid 113 tid 113", "exit pid 114 SIGKILL, core", "ack EPERM". Several
// messages are separated by "; ", and those after the first bear their seq and
// ack, for which a line has room only once, and their id where it has no name.
// What is missing or wrong stands at the end in brackets. With numeric, signals
// and errors stay numbers.
func (f *Frame) AppendSummary(dst []byte, numeric bool) []byte {
	if !f.Netlink {
		dst = append(dst, '[')
		dst = append(dst, f.NotNetlink...)
		return append(dst, ']')
	}
	n := len(dst)
	next := 0
	for i := range f.NlMsgs {
		nl := &f.NlMsgs[i]
		if nl.CnMsgs == 0 && nl.Whole {
			dst = nl.appendBare(separate(dst, n, "; "), f.Family)
		}
		for ; next < len(f.Messages) && f.Messages[next].nl == i; next++ {
			m := &f.Messages[next]
			dst = separate(dst, n, "; ")
			if next > 0 {
				dst = m.appendNumbers(dst)
			}
			dst = m.AppendSummary(dst, numeric)
		}
	}
	dst = f.appendMarks(dst, n)
	if len(dst) == n {
		dst = append(dst, "[no message]"...)
	}
	return dst
}

// appendBare describes a message that is no connector message.
func (n *NlMsg) appendBare(dst []byte, family uint16) []byte {
	dst = appendName(dst, "netlink_family", uint64(family), "family ", false)
	dst = appendNumber(dst, " type ", uint32(n.Type))
	dst = digits.AppendHex(append(dst, " flags "...), uint64(n.Flags), 4)
	return appendNumber(dst, " len ", n.Length)
}

// appendNumbers appends what the columns of the line have of the first message
// alone, and a space.
func (m *Message) appendNumbers(dst []byte) []byte {
	dst = appendNumber(dst, "seq ", m.Seq)
	dst = append(appendNumber(dst, " ack ", m.Ack), ' ')
	if m.User == nil {
		dst = appendID(append(dst, "id "...), m.CN.ID)
		dst = append(dst, ' ')
	}
	return dst
}

// separate appends what stands between two parts, if there is one before.
func separate(dst []byte, n int, by string) []byte {
	if len(dst) > n {
		dst = append(dst, by...)
	}
	return dst
}

// appendID appends an id as package spec writes it: 1:1, 14:0x457.
func appendID(dst []byte, id codec.CbID) []byte {
	dst = spec.AppendIDNumber(dst, id.Idx)
	return spec.AppendIDNumber(append(dst, ':'), id.Val)
}

// AppendSummary appends what the message says, as its frame's summary would if
// it held nothing else.
func (m *Message) AppendSummary(dst []byte, numeric bool) []byte {
	s, ok := m.Payload()
	switch {
	case m.Notice:
		return m.appendNotice(append(dst, m.userWord()...))
	case m.CN.Length == 0:
		return append(append(dst, m.userWord()...), "no data"...)
	case !ok:
		return dst
	case s.Struct.IsProcRequest():
		return m.appendRequest(dst)
	case s.Struct.IsProcEvent():
		return m.appendEvent(dst, numeric)
	case s.Struct == codec.StructCtlMsg && s.Len >= codec.CtlMsgSize:
		return m.appendNotify(append(dst, m.userWord()...), s)
	}
	if m.User != nil && m.User.IsText() {
		dst = append(append(dst, m.userWord()...), '"')
		return append(AppendText(dst, m.frame.bytes(&s)), '"')
	}
	dst = m.appendWord(append(dst, m.userWord()...), s)
	dst = digits.AppendUint(dst, uint64(m.CN.Length))
	return append(dst, " bytes"...)
}

// appendWord appends what a struct is about, and a space: the name of a number
// without what the names of its set begin with, as MASTER_CMD of W1_MASTER_CMD.
func (m *Message) appendWord(dst []byte, s codec.Span) []byte {
	f := places()[s.Struct].word
	if f == nil || f.Offset+f.Size > s.Len {
		return dst
	}
	signed := f.Type.Signed()
	v := number(s.Order, m.frame.bytes(&s)[f.Offset:][:f.Size], signed)
	if name, ok := spec.Default().Name(f.Values, v); ok {
		return append(append(dst, name[len(f.Values)+1:]...), ' ')
	}
	dst = append(append(dst, f.Name...), ' ')
	if signed {
		return append(digits.AppendInt(dst, int64(v)), ' ')
	}
	return append(digits.AppendUint(dst, v), ' ')
}

// appendMarks says what is missing or wrong.
func (f *Frame) appendMarks(dst []byte, n int) []byte {
	if f.IsCopy() {
		dst = digits.AppendUint(append(dst, " [copy of "...), f.Messages[0].Of.Frame)
		dst = append(dst, ']')
	} else if len(f.Messages) > 0 && f.Messages[0].Maybe.Frame != 0 {
		dst = digits.AppendUint(append(dst, " [possible copy of "...), f.Messages[0].Maybe.Frame)
		dst = append(dst, ']')
	}
	for _, name := range f.Repairs.Names() {
		dst = fmt.Appendf(dst, " [repaired: %s]", name)
	}
	if f.Truncated() {
		dst = appendNumber(separate(dst, n, " "), "[truncated: ", uint32(len(f.Data)))
		dst = append(appendNumber(dst, " of ", f.Len), " bytes]"...)
	}
	if f.Err.Err != nil {
		dst = fmt.Appendf(separate(dst, n, " "), "[malformed: %s]", f.Problem())
	}
	return dst
}

// Problem returns Err in words, without the name of the package it came from:
// "cn_msg.len at byte 48: need 40 bytes, have 12: overrun". The byte counts
// from the start of the frame.
func (f *Frame) Problem() string { return f.Err.Error()[len("codec: "):] }
