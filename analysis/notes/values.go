package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// walk is where the walk over a frame's spans is.
type walk struct {
	n      *analysis.NlMsg
	i      int // which one of the frame
	within int // cn_msgs of it so far
	next   int // index in Frame.Messages
	m      *analysis.Message
}

// values notes odd values: what kernels do not send, or ignore.
func (c *Checker) values(f *analysis.Frame) {
	if len(f.Spans) > 0 && f.Spans[0].Struct == codec.StructCooked {
		c.cooked(f, f.Spans[0])
	}
	if m, ok := usual(f); ok && !c.steps {
		c.arm(f, m)
		return
	}
	c.walk(f)
}

// walk looks at each span.
func (c *Checker) walk(f *analysis.Frame) {
	var w walk
	for i := range f.NlMsgs {
		w.n, w.i, w.within, w.m = &f.NlMsgs[i], i, 0, nil
		for _, s := range w.n.Spans {
			c.span(f, &w, s)
		}
		if w.n.Whole && w.n.CnMsgs == 0 && w.n.Length == codec.NlMsghdrSize && f.IsConnector() {
			c.note(emptyMessage, f.Number, w.n.Header.Off, "nlmsg_len is %d: no cn_msg", w.n.Length)
		}
	}
}

func (c *Checker) span(f *analysis.Frame, w *walk, s codec.Span) {
	switch s.Struct {
	case codec.StructCnMsg:
		c.connector(f, w, s)
	case codec.RawPad:
		if at, ok := nonzero(f, s); ok {
			c.note(padNotZero, f.Number, at, "%d bytes of padding are not all zero", s.Len)
		}
	case codec.RawRest:
		c.rest(f, w, s)
	case codec.RawData:
		if s.Depth <= 2 { // deeper it is the data of a struct that is known
			c.undecoded(f, w)
		}
	case codec.RawEventData:
		c.unknown(f, w)
	default:
		if w.m != nil && s.Struct.IsProcArm() && !w.m.IsCopy() && w.m.Port == 0 {
			c.arm(f, w.m)
		}
	}
}

// connector starts a cn_msg and looks at the fields of both headers.
func (c *Checker) connector(f *analysis.Frame, w *walk, s codec.Span) {
	w.within++
	w.m = nil
	if s.Len < codec.CnMsgSize || w.next >= len(f.Messages) {
		return
	}
	w.m = &f.Messages[w.next]
	w.next++
	if w.m.IsCopy() {
		return
	}
	switch in := w.m.Holds(); {
	case in.IsProcEvent():
		c.fromKernel(f, w, s)
	case w.m.Aside: // no kernel has an opinion of it
	case in.IsProcRequest():
		c.toKernel(f, w, s)
	default:
		c.other(f, w, s)
	}
}

// rest notes bytes that no struct claims: of the union behind an arm, or
// behind the last cn_msg.
func (c *Checker) rest(f *analysis.Frame, w *walk, s codec.Span) {
	switch {
	case w.m == nil:
	case s.Off < w.m.Spans[0].Off+codec.CnMsgSize+int(w.m.CN.Length):
		if at, ok := nonzero(f, s); ok && !w.m.IsCopy() {
			c.note(leakedBytes, f.Number, at, "%d bytes behind the arm are not all zero", s.Len)
		}
	case w.fromKernel() && s.Len < 4 && w.n.Length%4 == 0:
		c.note(padCounted, f.Number, s.Off, "nlmsg_len counts %d bytes of padding", s.Len)
	default:
		c.note(bytesBehind, f.Number, s.Off, "%d bytes behind the last cn_msg", s.Len)
	}
}

// fromKernel reports whether the message at hand looks like the kernel's.
func (w *walk) fromKernel() bool { return !w.m.Holds().IsProcRequest() && w.m.Port == 0 }

// nonzero returns where the first byte of a span is that is not zero.
func nonzero(f *analysis.Frame, s codec.Span) (at int, any bool) {
	for i, b := range captured(f, s) {
		if b != 0 {
			return s.Off + i, true
		}
	}
	return 0, false
}
