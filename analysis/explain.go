package analysis

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// Form says what bytes start with that have no capture around them.
type Form uint8

// The forms.
const (
	FormFrame    Form = iota // a cooked header, as in a capture of link type 253
	FormDatagram             // nlmsghdr, as a socket delivers it
	FormCnMsg                // cn_msg, as programs keep or print it
)

// String returns the form in words.
func (f Form) String() string {
	switch f {
	case FormFrame:
		return "a frame with its cooked header"
	case FormCnMsg:
		return "a cn_msg without the nlmsghdr that belongs in front of it"
	}
	return "a datagram without a cooked header"
}

// Explain takes apart bytes that no capture file holds, and says what they were
// taken for. wire is how many bytes there were, if b is not all of them. Every
// place in the frame counts from the start of b. It has no time. Nothing is remembered from one call to the next but the number.
// The frame aliases b and is valid until the next call.
func (fs *Frames) Explain(b []byte, wire int) (*Frame, Form) {
	fs.Start()
	f := &fs.frame
	*f = Frame{made: f.made}
	fs.Admit(f)
	f.Data, f.Len = b, uint32(max(wire, len(b)))
	f.Interface = &pcap.Interface{LinkType: pcap.LinkTypeNetlink}
	if startsCooked(b) {
		if fs.Dissect(f); f.Netlink {
			fs.remember(f)
		}
		return f, FormFrame // it is not judged: alone, it is nothing to others
	}
	wire = max(wire, len(b))
	f.Netlink, f.Family = true, codec.FamilyConnector
	f.withMade().outline.Layout = fs.Layout
	if o, sure, ok := bare(fs.Order, b, wire); ok {
		f.Order, f.OrderRule, f.Confidence = o, codec.OrderDetected, sure
		if fs.Order != codec.OrderUnknown {
			f.OrderRule, f.Confidence = codec.OrderGiven, codec.Certain
		}
		f.cnMsgs(wire)
		f.messages()
		return f, FormCnMsg
	}
	if fs.ordered(f) {
		fs.outline(f)
		fs.digest(f)
	}
	fs.remember(f)
	return f, FormDatagram
}

// HasMessage reports whether the frame holds the header of a message.
func (f *Frame) HasMessage() bool {
	for i := range f.NlMsgs {
		if f.NlMsgs[i].Whole {
			return true
		}
	}
	return len(f.Messages) > 0
}

// startsCooked reports whether b starts with the cooked header of a netlink
// frame: its device type, and a family that there can be, in either order
// (RepairHostOrder). A datagram of 824 bytes in big-endian order starts alike.
func startsCooked(b []byte) bool {
	var c codec.Cooked
	if _, err := c.Decode(codec.BigEndian, b); err != nil || c.HaType != codec.ArphrdNetlink || startsMessage(b) {
		return false
	}
	const maxLinks = 32 // MAX_LINKS, from include/uapi/linux/netlink.h
	return c.Protocol < maxLinks || c.Protocol&0xff == 0 && c.Protocol>>8 < maxLinks
}

// bare reports whether b starts with a cn_msg, and in which order. It is one
// when nothing reads as a nlmsghdr and its len agrees with the bytes that are
// there, or its id is that of process events: 1 is no length.
func bare(user codec.Order, b []byte, wire int) (o codec.Order, sure codec.Confidence, ok bool) {
	if startsMessage(b) {
		return 0, 0, false
	}
	sound := false
	for _, try := range []codec.Order{codec.LittleEndian, codec.BigEndian} {
		if user != codec.OrderUnknown && user != try {
			continue
		}
		var m codec.CnMsg
		if _, err := m.DecodeHead(try, b); err != nil {
			return 0, 0, false
		}
		size := codec.CnMsgSize + int(m.Length)
		fits := size <= wire && wire-size < 4 // R5: padding may follow
		switch {
		case fits && m.ID.IsProc():
			return try, codec.Certain, true
		case m.ID.IsProc(), fits && userOf(m.ID) != nil, size == wire && m.Length >= 4:
			o, sure, ok = try, codec.Likely, true
		}
		length := int64(try.Uint32(b))
		sound = sound || length >= codec.NlMsghdrSize && length <= int64(wire)
	}
	return o, sure, ok && !sound
}

// cnMsgs outlines a frame that starts with a cn_msg. What an outline starts
// with is a nlmsghdr, so it gets one, which nobody sees.
func (f *Frame) cnMsgs(wire int) {
	const n = codec.NlMsghdrSize
	h := codec.NlMsghdr{Length: uint32(min(n+wire, maxWire)), Type: codec.NlMsgDone}
	b := append(h.Append(f.Order, nil), f.Data...)
	o := &f.withMade().outline
	o.Decode(f.Order, f.Family, b, n+wire)
	for _, s := range o.Spans {
		if s.Off >= n {
			s.Off -= n
			f.Spans = append(f.Spans, s)
		}
	}
	if f.Err = o.Err; f.Err.Err != nil {
		f.Err.Offset -= n
	}
}
