package layers

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
)

// read decodes the next span, a whole nlmsghdr.
func (n *Netlink) read(f *frame, df gopacket.DecodeFeedback) {
	if f.direct {
		n.readWhole(f)
		return
	}
	s := f.take()
	*n = Netlink{}
	var h codec.NlMsghdr
	h.Decode(f.order, f.datagram[s.Off:])
	n.fill(f.order, f.rule, &h)
	for rest := f.outline.Spans[f.next:]; len(rest) > 0; rest = rest[1:] {
		p := &rest[0]
		if p.Struct == codec.RawPad {
			n.Pad = f.bytes(p)
		}
		if p.Struct == codec.RawPad || p.Struct == codec.StructNlMsghdr {
			break
		}
	}
	n.next = f.parts(&n.BaseLayer, s.Off, s.Off+s.Len)
	if length := int64(h.Length); !f.wireKnown && length > int64(len(f.datagram)-s.Off) && length <= int64(unknownWire-s.Off) {
		f.setCut(df) // and not what outlines call an overrun
	}
}

// read decodes the next span, the whole fixed part of a cn_msg.
func (c *Connector) read(f *frame, _ gopacket.DecodeFeedback) {
	if f.direct {
		c.readWhole(f)
		return
	}
	s := f.take()
	*c = Connector{}
	var m codec.CnMsg
	m.DecodeHead(f.order, f.datagram[s.Off:])
	c.fill(f.order, f.rule, &m)
	f.dataEnd = s.Off + s.Len + int(m.Length)
	for rest := f.outline.Spans[f.next:]; len(rest) > 0; rest = rest[1:] {
		p := &rest[0]
		if p.Struct == codec.StructNlMsghdr || p.Struct == codec.StructCnMsg {
			break
		}
		if f.isTrailer(p) {
			c.Trailer = f.bytes(p)
		}
	}
	c.next = f.parts(&c.BaseLayer, s.Off, s.Off+s.Len)
}

// isTrailer reports whether a span is behind the data of the last cn_msg and
// not, as the bytes behind a short arm are, part of it.
func (f *frame) isTrailer(s *codec.Span) bool { return s.Struct == codec.RawRest && s.Off >= f.dataEnd }

// read decodes the next span, a proc_event up to its union, and the union.
func (e *ProcEvent) read(f *frame, _ gopacket.DecodeFeedback) {
	if f.direct {
		e.readWhole(f)
		return
	}
	s := f.take()
	end := s.Off + s.Len
	for p := f.span(); p != nil && f.inUnion(p); p = f.span() {
		end = p.Off + p.Len
		f.next++
	}
	*e = ProcEvent{}
	var v codec.ProcEvent
	v.Decode(f.order, f.datagram[s.Off:end:end])
	e.fill(f.order, f.rule, &v, f.event(&v, f.dataEnd-s.Off-codec.ProcEventHeadSize))
	e.next = f.parts(&e.BaseLayer, s.Off, end)
}

// inUnion reports whether a span that follows an event's head is its union.
func (f *frame) inUnion(s *codec.Span) bool {
	switch s.Struct {
	case codec.StructNlMsghdr, codec.StructCnMsg, codec.RawPad, codec.RawTail:
		return false
	}
	return !f.isTrailer(s)
}

// event decodes the arm of an event whose union has the given size, or returns
// nil for one that is not whole.
func (f *frame) event(v *codec.ProcEvent, size int) codec.Event {
	var ev codec.Event
	if f.arms != nil {
		ev = f.arms.Decode(f.order, v)
	} else {
		ev, _ = v.Event(f.order)
	}
	if x, ok := ev.(*codec.Exit); ok && x.NoParent && size >= codec.ExitSize {
		return nil // not the arm of an old kernel: the parent was cut
	}
	return ev
}

// read decodes the next span, a whole request.
func (c *Control) read(f *frame, _ gopacket.DecodeFeedback) {
	s := f.take()
	c.decode(f.order, f.rule, f.bytes(s))
	c.next = f.parts(&c.BaseLayer, s.Off, s.Off+s.Len)
}

// read takes the next span, whatever it is.
func (d *Data) read(f *frame, df gopacket.DecodeFeedback) {
	s := f.take()
	*d = Data{Struct: s.Struct, Bytes: f.bytes(s)}
	d.next = f.parts(&d.BaseLayer, s.Off, s.Off+s.Len)
	if s.Struct == codec.StructNlMsghdr && !f.wireKnown {
		f.setCut(df)
	}
}
