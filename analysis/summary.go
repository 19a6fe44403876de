package analysis

import (
	"strconv"

	"github.com/cnwire/cnwire/codec"
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
	var m message
	for i := range f.Spans {
		dst = f.appendSpan(dst, n, &m, i, numeric)
	}
	if m.bare {
		dst = m.finish(f, dst, n)
	}
	dst = f.appendMarks(dst, n)
	if len(dst) == n {
		dst = append(dst, "[no message]"...)
	}
	return dst
}

// message is what the summary knows of the message it is in.
type message struct {
	header codec.NlMsghdr
	cn     codec.CnMsg
	what   codec.EventType
	count  int  // connector messages so far
	bare   bool // a header, and nothing said of it yet
}

// appendSpan adds what span i has to say. n is where the summary starts in dst.
func (f *Frame) appendSpan(dst []byte, n int, m *message, i int, numeric bool) []byte {
	s := f.Spans[i]
	b := f.bytes(s)
	switch s.Struct {
	case codec.StructCooked, codec.StructCooked2, codec.RawPad, codec.RawTail, codec.RawRest:
	case codec.StructNlMsghdr:
		if m.bare {
			dst = m.finish(f, dst, n)
		}
		m.header = codec.NlMsghdr{}
		m.header.Decode(s.Order, b) // a cut header stays zero
		m.bare = s.Len == codec.NlMsghdrSize
	case codec.StructCnMsg:
		m.bare = false
		if _, err := m.cn.DecodeHead(s.Order, b); err != nil {
			return dst
		}
		dst = separate(dst, n)
		if m.count++; m.count > 1 {
			dst = append(dst, "seq "...)
			dst = strconv.AppendUint(dst, uint64(m.cn.Seq), 10)
			dst = append(dst, " ack "...)
			dst = strconv.AppendUint(dst, uint64(m.cn.Ack), 10)
			dst = append(dst, ' ')
			if userName(m.cn.ID) == "" {
				dst = appendID(dst, m.cn.ID)
			}
		}
		if m.cn.Length == 0 {
			dst = append(append(dst, userName(m.cn.ID)...), "no data"...)
		}
	case codec.StructNotifyReq: // a part of the request before it
	case codec.RawData, codec.StructCtlMsg:
		if f.Family != codec.FamilyConnector {
			return dst
		}
		dst = append(dst, userName(m.cn.ID)...)
		dst = strconv.AppendUint(dst, uint64(m.cn.Length), 10)
		dst = append(dst, " bytes"...)
	case codec.StructMcastOp, codec.StructProcInput:
		dst = appendRequest(dst, s, b)
	default:
		if !s.Struct.IsProcEvent() {
			return appendEvent(dst, s, b, m.what, numeric)
		}
		var captured bool
		if m.what, captured = f.EventType(s); !captured {
			dst = append(dst, "event"...)
		} else if !f.hasArm(i) {
			dst = append(dst, EventWord(m.what)...)
		}
	}
	return dst
}

// finish describes a message that is no connector message.
func (m *message) finish(f *Frame, dst []byte, n int) []byte {
	m.bare = false
	dst = separate(dst, n)
	dst = appendName(dst, "netlink_family", uint64(f.Family), "family ", false)
	dst = append(dst, " type "...)
	dst = strconv.AppendUint(dst, uint64(m.header.Type), 10)
	dst = append(dst, " flags "...)
	dst = appendHex(dst, uint64(m.header.Flags), 4)
	dst = append(dst, " len "...)
	return strconv.AppendUint(dst, uint64(m.header.Length), 10)
}

func separate(dst []byte, n int) []byte {
	if len(dst) > n {
		dst = append(dst, "; "...)
	}
	return dst
}

// userName returns the name of an id's user and a space, or nothing.
func userName(id codec.CbID) string {
	if name, ok := userNames[id]; ok {
		return name + " "
	}
	return ""
}

// appendID appends an id, as the column of the first message's has it, and a
// space.
func appendID(dst []byte, id codec.CbID) []byte {
	dst = strconv.AppendUint(append(dst, "id "...), uint64(id.Idx), 10)
	dst = strconv.AppendUint(append(dst, ':'), uint64(id.Val), 10)
	return append(dst, ' ')
}

// EventType returns what of the event whose head is s, or false when it was not
// captured.
func (f *Frame) EventType(s codec.Span) (codec.EventType, bool) {
	if s.Len < 4 {
		return 0, false
	}
	return codec.EventType(s.Order.Uint32(f.bytes(s))), true
}

// hasArm reports whether the span after i is of the union.
func (f *Frame) hasArm(i int) bool {
	if i+1 == len(f.Spans) {
		return false
	}
	s := f.Spans[i+1].Struct
	return s == codec.RawEventData || s.IsProcArm()
}

// appendMarks says what is missing or wrong.
func (f *Frame) appendMarks(dst []byte, n int) []byte {
	if f.IsCopy() {
		dst = append(dst, " [copy of "...)
		dst = strconv.AppendUint(dst, f.Messages[0].Of.Frame, 10)
		dst = append(dst, ']')
	}
	for _, name := range f.Repairs.Names() {
		dst = append(dst, " [repaired: "...)
		dst = append(dst, name...)
		dst = append(dst, ']')
	}
	if f.Truncated() {
		if len(dst) > n {
			dst = append(dst, ' ')
		}
		dst = append(dst, "[truncated: "...)
		dst = strconv.AppendInt(dst, int64(len(f.Data)), 10)
		dst = append(dst, " of "...)
		dst = strconv.AppendUint(dst, uint64(f.Len), 10)
		dst = append(dst, " bytes]"...)
	}
	if f.Err.Err != nil {
		if len(dst) > n {
			dst = append(dst, ' ')
		}
		dst = append(dst, "[malformed: "...)
		dst = append(dst, f.Problem()...)
		dst = append(dst, ']')
	}
	return dst
}

// Problem returns Err in words, without the name of the package it came from:
// "cn_msg.len at byte 48: need 40 bytes, have 12: overrun". The byte counts
// from the start of the frame.
func (f *Frame) Problem() string { return f.Err.Error()[len("codec: "):] }
