package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// datagram is where the walk over a frame's spans is.
type datagram struct {
	header   codec.NlMsghdr
	whole    bool // the header was captured
	span     codec.Span
	messages int // netlink messages so far
	within   int // cn_msgs of this one so far
	next     int // index in Frame.Messages
	m        *analysis.Message
	cn       codec.CnMsg
	dataEnd  int // of the cn_msg, by its len
}

// values notes odd values: what kernels do not send, or ignore.
func (c *Checker) values(f *analysis.Frame) {
	var d datagram
	for i, s := range f.Spans {
		switch s.Struct {
		case codec.StructCooked:
			c.cooked(f, s)
		case codec.StructNlMsghdr:
			c.empty(f, &d)
			c.header(f, &d, s)
		case codec.StructCnMsg:
			c.connector(f, &d, s)
		case codec.RawPad:
			if at, ok := nonzero(f, s); ok {
				c.note(padNotZero, f.Number, at, "%d bytes of padding are not all zero", s.Len)
			}
		case codec.RawRest:
			c.rest(f, &d, s)
		case codec.RawData:
			c.undecoded(f, &d, s)
		case codec.RawEventData:
			c.unknown(f, &d, f.Spans[i-1])
		default:
			if d.m != nil && s.Struct.IsProcArm() && d.m.Class != genealogy.Copy && d.m.Port == 0 {
				c.arm(f, d.m)
			}
		}
	}
	c.empty(f, &d)
}

// header starts a netlink message.
func (c *Checker) header(f *analysis.Frame, d *datagram, s codec.Span) {
	d.header = codec.NlMsghdr{}
	_, err := d.header.Decode(s.Order, captured(f, s))
	d.whole, d.span, d.within, d.m = err == nil, s, 0, nil
	d.messages++
}

// empty notes a netlink message without a cn_msg, once the next one starts.
func (c *Checker) empty(f *analysis.Frame, d *datagram) {
	if d.messages > 0 && d.whole && d.within == 0 && d.header.Length == codec.NlMsghdrSize && f.IsConnector() {
		c.note(emptyMessage, f.Number, d.span.Off, "nlmsg_len is %d: no cn_msg", d.header.Length)
	}
}

// connector starts a cn_msg and looks at the fields of both headers.
func (c *Checker) connector(f *analysis.Frame, d *datagram, s codec.Span) {
	d.within++
	d.m = nil
	if s.Len < codec.CnMsgSize || d.next >= len(f.Messages) {
		return
	}
	d.m = &f.Messages[d.next]
	d.next++
	d.cn.DecodeHead(s.Order, captured(f, s))
	d.dataEnd = s.Off + codec.CnMsgSize + int(d.cn.Length)
	if d.m.Class == genealogy.Copy {
		return
	}
	switch in := payload(d.m); {
	case in.IsProcEvent():
		c.fromKernel(f, d, s)
	case in.IsProcRequest():
		c.toKernel(f, d, s)
	default:
		c.other(f, d, s)
	}
}

// payload is the struct that a cn_msg holds, StructNone for none.
func payload(m *analysis.Message) codec.Struct {
	if len(m.Spans) < 2 {
		return codec.StructNone
	}
	return m.Spans[1].Struct
}

// rest notes bytes that no struct claims: of the union behind an arm, or
// behind the last cn_msg.
func (c *Checker) rest(f *analysis.Frame, d *datagram, s codec.Span) {
	switch {
	case d.m == nil:
	case s.Off < d.dataEnd:
		if at, ok := nonzero(f, s); ok && d.m.Class != genealogy.Copy {
			c.note(leakedBytes, f.Number, at, "%d bytes behind the arm are not all zero", s.Len)
		}
	case d.fromKernel() && s.Len < 4 && d.header.Length%4 == 0:
		c.note(padCounted, f.Number, s.Off, "nlmsg_len counts %d bytes of padding", s.Len)
	default:
		c.note(bytesBehind, f.Number, s.Off, "%d bytes behind the last cn_msg", s.Len)
	}
}

// fromKernel reports whether the message at hand looks like the kernel's.
func (d *datagram) fromKernel() bool { return !payload(d.m).IsProcRequest() && d.m.Port == 0 }

// nonzero returns where the first byte of a span is that is not zero.
func nonzero(f *analysis.Frame, s codec.Span) (at int, any bool) {
	for i, b := range captured(f, s) {
		if b != 0 {
			return s.Off + i, true
		}
	}
	return 0, false
}
