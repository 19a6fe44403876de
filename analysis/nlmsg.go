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
	all := f.Spans
	for at := 0; at < len(all); {
		s := &all[at]
		if s.Depth == 0 && s.Struct != codec.StructNlMsghdr {
			at++ // the cooked header, or the tail of the datagram
			continue
		}
		n := next(&f.NlMsgs)
		if s.Struct == codec.StructNlMsghdr {
			n.Header = *s
			_, err := n.NlMsghdr.Decode(s.Order, f.bytes(s))
			n.Whole = err == nil
			at++
		}
		from := at
		for at < len(all) && (all[at].Depth > 0 || all[at].Struct == codec.RawPad) {
			first := &all[at]
			if at++; first.Struct != codec.StructCnMsg {
				continue
			}
			begin := at - 1
			for at < len(all) && (all[at].Depth > first.Depth || all[at].Struct == codec.RawRest && all[at].Depth > 0) {
				at++ // what stands behind the last cn_msg belongs to it, for want of another
			}
			f.message(all[begin:at], index)
			n.CnMsgs++
			index++
		}
		n.Spans = all[from:at]
	}
	f.directed = false
}
