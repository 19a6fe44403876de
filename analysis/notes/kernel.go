package notes

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// fromKernel looks at the headers of an event or an answer, whose cn_msg is at
// off, and at what is before its arm.
func (c *Checker) fromKernel(f *analysis.Frame, d *datagram, off int) {
	switch {
	case d.header.PID != 0: // whatever else it sends is user space's own
		c.note(eventPort, f.Number, d.at+12, "nlmsg_pid is %d: the kernel sends 0", d.header.PID)
		return
	case !d.whole:
	case d.header.Type != codec.NlMsgDone:
		c.note(kernelHeader, f.Number, d.at+4, "nlmsg_type is %d: the kernel sends %d", d.header.Type, codec.NlMsgDone)
	case d.header.Flags != 0:
		c.note(kernelHeader, f.Number, d.at+6, "nlmsg_flags is %#04x: the kernel sends 0", d.header.Flags)
	case d.header.Seq != d.cn.Seq && d.within == 1:
		c.note(kernelSeq, f.Number, d.at+8, "nlmsg_seq is %d, and cn_msg.seq %d", d.header.Seq, d.cn.Seq)
	}
	if d.cn.Flags != 0 {
		c.note(leakedFlags, f.Number, off+18, "cn_msg.flags is %#04x", d.cn.Flags)
	}
	if d.cn.Length != 32 && d.cn.Length != 40 {
		c.note(eventLength, f.Number, off+16, "len is %d: kernels sent 32 and 40", d.cn.Length)
	}
	if what, ok := d.m.What(); !ok || what == codec.EventNone {
		return
	}
	if d.cn.Ack != 0 {
		c.note(eventAck, f.Number, off+12, "ack of an event is %d", d.cn.Ack)
	}
	if d.m.Timed && d.m.CPU == noCPU {
		c.note(eventCPU, f.Number, off+codec.CnMsgSize+4, "cpu of an event is %d", d.m.CPU)
	}
	c.nanoseconds(f, d.m)
}

// noCPU is what answers up to 4.6 have for a processor.
const noCPU = 0xffffffff

// nanoseconds looks at the timespec of the oldest layouts.
func (c *Checker) nanoseconds(f *analysis.Frame, m *analysis.Message) {
	if len(m.Spans) < 2 {
		return
	}
	s := m.Spans[1]
	b := bytes(f, s)
	var nsec uint64
	switch {
	case s.Struct == codec.StructProcEventTimespec32 && s.Len == codec.ProcEventTimespec32HeadSize:
		nsec = uint64(s.Order.Uint32(b[12:]))
	case s.Struct == codec.StructProcEventTimespec64 && s.Len == codec.ProcEventTimespec64HeadSize:
		nsec = s.Order.Uint64(b[16:])
	default:
		return
	}
	if nsec >= 1e9 {
		c.note(eventNanoseconds, f.Number, s.Off+12, "tv_nsec is %d: is the layout right?", nsec)
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
