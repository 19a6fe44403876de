package notes

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// fromKernel looks at the headers of an event or an answer, whose cn_msg is s,
// and at what is before its arm.
func (c *Checker) fromKernel(f *analysis.Frame, w *walk, s codec.Span) {
	switch {
	case w.n.PID != 0: // whatever else it sends is user space's own
		c.field(eventPort, f, w.n.Header, "nlmsg_pid", "nlmsg_pid is %d: the kernel sends 0", w.n.PID)
		return
	case w.m.Port != 0:
		c.field(eventPort, f, w.n.Header, "nlmsg_pid", "nlmsg_pid is 0, and port %d sent it, says a comment", w.m.Port)
		return
	case !w.n.Whole:
	case w.n.Type != codec.NlMsgDone:
		c.field(kernelHeader, f, w.n.Header, "nlmsg_type", "nlmsg_type is %d: the kernel sends %d", w.n.Type, codec.NlMsgDone)
	case w.n.Flags != 0:
		c.field(kernelHeader, f, w.n.Header, "nlmsg_flags", "nlmsg_flags is %#04x: the kernel sends 0", w.n.Flags)
	case w.n.Seq != w.m.CN.Seq && w.within == 1:
		c.field(kernelSeq, f, w.n.Header, "nlmsg_seq", "nlmsg_seq is %d, and cn_msg.seq %d", w.n.Seq, w.m.CN.Seq)
	}
	if w.m.CN.Flags != 0 {
		c.field(leakedFlags, f, s, "flags", "cn_msg.flags is %#04x", w.m.CN.Flags)
	}
	if w.m.CN.Length != 32 && w.m.CN.Length != 40 {
		c.field(eventLength, f, s, "len", "len is %d: kernels sent 32 and 40", w.m.CN.Length)
	}
	head, _ := w.m.Payload()
	if what, ok := w.m.What(); !ok || what == codec.EventNone {
		return
	}
	if w.m.CN.Ack != 0 {
		c.field(eventAck, f, s, "ack", "ack of an event is %d", w.m.CN.Ack)
	}
	if w.m.Timed && w.m.CPU == noCPU {
		c.field(eventCPU, f, head, "cpu", "cpu of an event is %d", w.m.CPU)
	}
	c.nanoseconds(f, head)
}

// noCPU is what answers up to 4.6 have for a processor.
const noCPU = 0xffffffff

// nanoseconds looks at the timespec of the oldest layouts.
func (c *Checker) nanoseconds(f *analysis.Frame, s codec.Span) {
	var nsec int64
	switch s.Struct {
	case codec.StructProcEventTimespec32:
		var e codec.ProcEventTimespec32
		if _, err := e.Decode(s.Order, captured(f, s)); err != nil {
			return
		}
		nsec = int64(e.Nsec)
	case codec.StructProcEventTimespec64:
		var e codec.ProcEventTimespec64
		if _, err := e.Decode(s.Order, captured(f, s)); err != nil {
			return
		}
		nsec = e.Nsec
	default:
		return
	}
	if nsec < 0 || nsec >= 1e9 {
		c.field(eventNanoseconds, f, s, "tv_nsec", "tv_nsec is %d: is the layout right?", nsec)
	}
}

// unknown notes an event that no table has.
func (c *Checker) unknown(f *analysis.Frame, w *walk) {
	if w.m == nil || w.m.IsCopy() {
		return
	}
	what, _ := w.m.What()
	head, _ := w.m.Payload()
	if name, ok := spec.Default().Name("proc_event_what", uint64(what)); ok {
		c.field(nonzeroExit, f, head, "what", "what is %s, which is only a bit of a mask", name)
		return
	}
	if c.wants(unknownEvent) {
		bits := analysis.AppendBits(nil, what)
		c.make(unknownEvent, f.Number, at(head, "what"), fmt.Sprintf("what is 0x%08x: %s", uint32(what), bits))
	}
}
