package analysis

import "github.com/cnwire/cnwire/codec"

// NlMsg is one netlink message of a frame: its header and all that it holds.
type NlMsg struct {
	codec.NlMsghdr              // zero where it was not captured whole
	Whole          bool         // it was
	Header         codec.Span   // where it stands; Len is 0 for a cn_msg that stands alone
	Spans          []codec.Span // what follows it, and the padding behind; valid as long as the frame
	CnMsgs         int          // how many cn_msgs it holds, the last one perhaps cut
}

// HasPayload reports whether anything but padding stands behind the header.
func (n *NlMsg) HasPayload() bool { return len(n.Spans) > 0 && n.Spans[0].Struct != codec.RawPad }

// end returns where the message ends, as far as it was captured.
func (n *NlMsg) end() int {
	last := n.Header
	if len(n.Spans) > 0 {
		last = n.Spans[len(n.Spans)-1]
	}
	return last.Off + last.Len
}

// messages groups the spans of the datagram into netlink messages and connector
// messages. All that others say of a message goes back to what is decided here.
func (f *Frame) messages(each func(m *Message)) {
	index := 0
	for i := 0; i < len(f.Spans); {
		s := &f.Spans[i]
		if s.Depth == 0 && s.Struct != codec.StructNlMsghdr {
			i++ // the cooked header, or the tail of the datagram
			continue
		}
		n := next(&f.NlMsgs)
		if s.Struct == codec.StructNlMsghdr {
			n.Header = *s
			_, err := n.NlMsghdr.Decode(s.Order, f.bytes(*s))
			n.Whole = err == nil
			i++
		}
		end := i
		for end < len(f.Spans) && (f.Spans[end].Depth > 0 || f.Spans[end].Struct == codec.RawPad) {
			end++
		}
		n.Spans = f.Spans[i:end]
		for i < end {
			after := i + 1
			if f.Spans[i].Struct == codec.StructCnMsg {
				for after < end && (f.Spans[after].Depth > f.Spans[i].Depth || f.Spans[after].Struct == codec.RawRest) {
					after++ // what stands behind the last cn_msg belongs to it, for want of another
				}
				f.message(f.Spans[i:after], index, each)
				n.CnMsgs++
				index++
			}
			i = after
		}
	}
}
