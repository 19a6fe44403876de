package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// maxPayload is CONNECTOR_MAX_MSG_SIZE, what a kernel takes behind the nlmsghdr,
// drivers/connector/connector.c:cn_rx_skb (3.12 and later).
const maxPayload = 16384

// toKernel looks at a request to process events, whose cn_msg is s.
func (c *Checker) toKernel(f *analysis.Frame, w *walk, s codec.Span) {
	if !c.first(f, w, s) {
		return
	}
	if w.m.CN.Flags != 0 {
		c.field(requestFlags, f, s, "flags", "cn_msg.flags is %#04x, which process events ignore", w.m.CN.Flags)
	}
	in, _ := w.m.Payload()
	request, masked, ok := w.m.Request()
	if !ok {
		return
	}
	if op := request.Op; op != codec.McastListen && op != codec.McastIgnore {
		c.field(requestOp, f, in, "mcast_op", "mcast_op is %d: kernels answer EINVAL", uint32(op))
	}
	if unknown := uint32(request.EventType) &^ maskBits(); masked && unknown != 0 {
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
func (c *Checker) first(f *analysis.Frame, w *walk, s codec.Span) bool {
	switch {
	case w.i > 0:
		if w.within == 1 {
			c.note(requestSecond, f.Number, w.n.Header.Off, "the kernel reads the first netlink message of a datagram alone")
		}
		return false
	case w.within > 1:
		c.note(requestFurther, f.Number, s.Off, "the kernel reads the first cn_msg of a message alone")
		return false
	case w.n.Whole && w.n.Length > codec.NlMsghdrSize+maxPayload:
		c.note(requestTooLong, f.Number, w.n.Header.Off, "nlmsg_len is %d: kernels take %d at most", w.n.Length, codec.NlMsghdrSize+maxPayload)
		return false
	}
	return true
}

// other looks at a message of another id, or of a len that no struct has.
func (c *Checker) other(f *analysis.Frame, w *walk, s codec.Span) {
	id := w.m.CN.ID
	if w.m.Port == 0 { // who leaves his port id out is not told from the kernel
		return
	}
	if id.IsProc() {
		if c.first(f, w, s) {
			c.field(requestLength, f, s, "len", "len is %d: kernels ignore a request that has not 4 or 8", w.m.CN.Length)
		}
		return
	}
	if !registered(id) && c.first(f, w, s) {
		c.note(requestID, f.Number, s.Off, "id %s, which no kernel as shipped registers", spec.IDText(id.Idx, id.Val))
	}
}

// registered reports whether any kernel as shipped knows an id: the table does.
func registered(id codec.CbID) bool {
	_, ok := spec.Default().User(id.Idx, id.Val)
	return ok
}

// undecoded notes a payload that nobody decodes.
func (c *Checker) undecoded(f *analysis.Frame, w *walk) {
	if !f.IsConnector() || w.m == nil || w.m.IsCopy() {
		return
	}
	id := w.m.CN.ID
	switch {
	case id.IsProc() && w.m.Port == 0:
		c.field(procLength, f, w.m.Spans[0], "len", "len is %d: no struct of id 1:1 has it", w.m.CN.Length)
	case w.m.User != nil && w.m.User.IsText(): // there is no more to it
	case w.m.Port != 0 && !w.m.Aside && !registered(id): // noted as request-id
	case !id.IsProc():
		c.capture.undecoded(c, id)
	}
}
