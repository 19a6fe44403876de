package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxPayload is CONNECTOR_MAX_MSG_SIZE, what a kernel takes behind the nlmsghdr,
// drivers/connector/connector.c:cn_rx_skb (3.12 and later).
const maxPayload = 16384

// toKernel looks at a request to process events, whose cn_msg is s.
func (c *Checker) toKernel(f *analysis.Frame, d *datagram, s codec.Span) {
	if !c.first(f, d, s) {
		return
	}
	if d.cn.Flags != 0 {
		c.field(requestFlags, f, s, "flags", "cn_msg.flags is %#04x, which process events ignore", d.cn.Flags)
	}
	in := d.m.Spans[1]
	b := captured(f, in)
	var request codec.ProcInput
	if _, err := request.Op.Decode(in.Order, b); err != nil {
		return
	}
	if op := request.Op; op != codec.McastListen && op != codec.McastIgnore {
		c.field(requestOp, f, in, "mcast_op", "mcast_op is %d: kernels answer EINVAL", uint32(op))
	}
	if _, err := request.Decode(in.Order, b); err != nil {
		return
	}
	if unknown := uint32(request.EventType) &^ maskBits(); unknown != 0 {
		c.field(requestMask, f, in, "event_type", "event_type has bits that are no event: 0x%08x", unknown)
	}
}

// maskBits are the bits of proc_input.event_type that mean something.
func maskBits() (bits uint32) {
	for _, v := range spec.Default().Set("proc_event_mask_bits") {
		bits |= uint32(v.Value)
	}
	return bits
}

// first notes a message that a kernel does not come to, and reports whether
// it does.
func (c *Checker) first(f *analysis.Frame, d *datagram, s codec.Span) bool {
	switch {
	case d.messages > 1:
		if d.within == 1 {
			c.note(requestSecond, f.Number, d.span.Off, "the kernel reads the first netlink message of a datagram alone")
		}
		return false
	case d.within > 1:
		c.note(requestFurther, f.Number, s.Off, "the kernel reads the first cn_msg of a message alone")
		return false
	case d.whole && d.header.Length > codec.NlMsghdrSize+maxPayload:
		c.note(requestTooLong, f.Number, d.span.Off, "nlmsg_len is %d: kernels take %d at most", d.header.Length, codec.NlMsghdrSize+maxPayload)
		return false
	}
	return true
}

// other looks at a message of another id, or of a len that no struct has.
func (c *Checker) other(f *analysis.Frame, d *datagram, s codec.Span) {
	id := codec.CbID{Idx: d.m.Idx, Val: d.m.Val}
	if d.m.Port == 0 { // who leaves his port id out is not told from the kernel
		return
	}
	if id.IsProc() {
		if c.first(f, d, s) {
			c.field(requestLength, f, s, "len", "len is %d: kernels ignore a request that has not 4 or 8", d.cn.Length)
		}
		return
	}
	if !registered(id) && c.first(f, d, s) {
		c.note(requestID, f.Number, s.Off, "id %d:%d, which no kernel as shipped registers", id.Idx, id.Val)
	}
}

// registered reports whether any kernel as shipped knows an id: the headers
// name idx, and val is 1 but for the notifier and for POHMELFS, which was no more
// than staged.
func registered(id codec.CbID) bool {
	switch id {
	case codec.CbID{Idx: 0xffffffff, Val: 0xffffffff}, codec.CbID{Idx: 5, Val: 0}:
		return true
	}
	_, ok := spec.Default().Name("cn_idx", uint64(id.Idx))
	return ok && id.Val == 1
}

// undecoded notes a payload that nobody decodes.
func (c *Checker) undecoded(f *analysis.Frame, d *datagram, s codec.Span) {
	if !f.IsConnector() || d.m == nil || d.m.Class == genealogy.Copy {
		return
	}
	id := codec.CbID{Idx: d.m.Idx, Val: d.m.Val}
	switch {
	case id.IsProc() && d.m.Port == 0:
		c.field(procLength, f, d.m.Spans[0], "len", "len is %d: no struct of id 1:1 has it", d.cn.Length)
	case d.m.Port != 0 && !registered(id): // noted as request-id
	case !id.IsProc():
		c.capture.undecoded(c, id, f.Number)
	}
}
