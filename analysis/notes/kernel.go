package notes

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// fromKernel looks at the headers of an event or an answer, whose cn_msg is s,
// and at what is before its arm.
func (c *Checker) fromKernel(f *analysis.Frame, d *datagram, s codec.Span) {
	switch {
	case d.header.PID != 0: // whatever else it sends is user space's own
		c.field(eventPort, f, d.span, "nlmsg_pid", "nlmsg_pid is %d: the kernel sends 0", d.header.PID)
		return
	case !d.whole:
	case d.header.Type != codec.NlMsgDone:
		c.field(kernelHeader, f, d.span, "nlmsg_type", "nlmsg_type is %d: the kernel sends %d", d.header.Type, codec.NlMsgDone)
	case d.header.Flags != 0:
		c.field(kernelHeader, f, d.span, "nlmsg_flags", "nlmsg_flags is %#04x: the kernel sends 0", d.header.Flags)
	case d.header.Seq != d.cn.Seq && d.within == 1:
		c.field(kernelSeq, f, d.span, "nlmsg_seq", "nlmsg_seq is %d, and cn_msg.seq %d", d.header.Seq, d.cn.Seq)
	}
	if d.cn.Flags != 0 {
		c.field(leakedFlags, f, s, "flags", "cn_msg.flags is %#04x", d.cn.Flags)
	}
	if d.cn.Length != 32 && d.cn.Length != 40 {
		c.field(eventLength, f, s, "len", "len is %d: kernels sent 32 and 40", d.cn.Length)
	}
	if what, ok := d.m.What(); !ok || what == codec.EventNone {
		return
	}
	if d.cn.Ack != 0 {
		c.field(eventAck, f, s, "ack", "ack of an event is %d", d.cn.Ack)
	}
	if d.m.Timed && d.m.CPU == noCPU {
		c.field(eventCPU, f, d.m.Spans[1], "cpu", "cpu of an event is %d", d.m.CPU)
	}
	c.nanoseconds(f, d.m.Spans[1])
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

// unknown notes an event that no table has. head is its proc_event.
func (c *Checker) unknown(f *analysis.Frame, d *datagram, head codec.Span) {
	if d.m == nil || d.m.Class == genealogy.Copy {
		return
	}
	what, _ := d.m.What()
	if name, ok := spec.Default().Name("proc_event_what", uint64(what)); ok {
		c.note(nonzeroExit, f.Number, head.Off, "what is %s, which is only a bit of a mask", name)
		return
	}
	if c.wants(unknownEvent) {
		bits := analysis.AppendBits(nil, what)
		c.make(unknownEvent, f.Number, head.Off, fmt.Sprintf("what is 0x%08x: %s", uint32(what), bits))
	}
}
