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
func (f *Frame) messages() {
	index := 0
	for rest := f.Spans; len(rest) > 0; {
		s := &rest[0]
		if s.Depth == 0 && s.Struct != codec.StructNlMsghdr {
			rest = rest[1:] // the cooked header, or the tail of the datagram
			continue
		}
		n := next(&f.NlMsgs)
		if s.Struct == codec.StructNlMsghdr {
			n.Header = *s
			_, err := n.NlMsghdr.Decode(s.Order, f.bytes(s))
			n.Whole = err == nil
			rest = rest[1:]
		}
		end := 0
		for end < len(rest) && (rest[end].Depth > 0 || rest[end].Struct == codec.RawPad) {
			end++
		}
		n.Spans, rest = rest[:end], rest[end:]
		for spans := n.Spans; len(spans) > 0; {
			after := 1
			if first := &spans[0]; first.Struct == codec.StructCnMsg {
				for after < len(spans) && (spans[after].Depth > first.Depth || spans[after].Struct == codec.RawRest) {
					after++ // what stands behind the last cn_msg belongs to it, for want of another
				}
				f.message(spans[:after], index)
				n.CnMsgs++
				index++
			}
			spans = spans[after:]
		}
	}
	f.directed = false
}
