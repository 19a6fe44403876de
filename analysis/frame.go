package analysis

import (
	"slices"
	"time"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Frame is one frame of a capture, taken apart. It and everything in it is
// valid until the next call of Frames.Next.
type Frame struct {
	pcap.Packet

	Host     *host.Host    // whose it is, R31; nil where nobody asked
	Number   uint64        // from 1, over all files read
	Relative time.Duration // since the first frame
	Delta    time.Duration // since the frame before
	Shown    time.Duration // since the frame before that was not hidden

	// Netlink reports whether the frame holds a netlink datagram that was found.
	// When it does not, NotNetlink says why and what follows is empty.
	Netlink    bool
	NotNetlink string
	// Repairs are what was wrong with the link layer and was read around.
	Repairs Repair

	Family     uint16 // netlink family, from the cooked header; codec.FamilyConnector is 11
	PacketType uint16 // sll_pkttype
	Base       int    // where the datagram starts in Data
	Order      codec.Order
	OrderRule  codec.OrderRule
	Confidence codec.Confidence

	// Spans say which struct has which bytes of Data, cooked header included.
	Spans []codec.Span
	// Same: it has the bytes of the frame before, of those that were handed out, and nothing that was
	// found in them is another. It need not be true of all such frames.
	Same bool
	// Err is what is wrong with the datagram's structure; Err.Err is nil when
	// nothing is. Its Offset counts from the start of Data.
	Err codec.Error

	NlMsgs    []NlMsg   // its netlink messages
	Messages  []Message // its connector messages
	Fragments []Message // what is left of connector messages whose cn_msg was cut: they say nothing

	whole     bool // it is one whole process event: it was taken apart directly
	directed  bool // a direction was concluded
	direction Direction
	basis     DirectionBasis
	eventOf   genealogy.Ref // the message that was asked for its event last
	borrowed  borrowed
	made      *made

	told      *who.Told
	toldOf    uint64 // number of the frame that told is of
	passage   *who.Passage
	passageOf uint64 // number of the frame that passage is of
}

// made is what is made of a frame where somebody asks for it, and of few frames in any case. It stands apart:
// the frames of a batch are in fewer lines of a cache then.
type made struct {
	event   ProcEvent // of the message that was asked for its event last
	eventOK bool
	outline codec.Outline
	arms    codec.Arms
}

// withMade returns the room for that.
func (f *Frame) withMade() *made {
	if f.made == nil {
		f.made = new(made)
	}
	return f.made
}

// MakeFrames returns frames for a caller who has many at a time, next to each other with room for what nearly
// all have: one process event.
func MakeFrames(n int) []Frame {
	const spans = 6 // cooked header, nlmsghdr, cn_msg, proc_event, an arm, and what may be behind it
	frames, messages, nlMsgs, all := make([]Frame, n), make([]Message, n), make([]NlMsg, n), make([]codec.Span, spans*n)
	for i := range frames {
		f := &frames[i]
		f.Messages, f.NlMsgs = messages[i:i:i+1], nlMsgs[i:i:i+1]
		f.Spans = all[spans*i : spans*i : spans*(i+1)]
	}
	return frames
}

// Clone returns a copy of the frame that stays valid: with bytes, spans and
// messages of its own. The interface is shared.
func (f *Frame) Clone() *Frame {
	c := *f
	c.Data = slices.Clone(f.Data)
	c.Comments = slices.Clone(f.Comments)
	c.Options.Raw = slices.Clone(f.Options.Raw)
	c.Spans = slices.Clone(f.Spans)
	c.NlMsgs, c.Messages, c.Fragments = nil, nil, nil
	c.made, c.borrowed = nil, borrowed{}
	c.messages()
	for i := range c.Messages {
		m := &c.Messages[i]
		m.Digest, m.Verdict, m.ReplyIn = f.Messages[i].Digest, f.Messages[i].Verdict, f.Messages[i].ReplyIn
		if s := f.Messages[i].Subject; s != nil {
			own := *s
			m.Subject = &own
		}
		if c := f.Messages[i].Context; c != nil {
			own := *c
			own.Ancestors = slices.Clone(c.Ancestors)
			m.Context = &own
		}
	}
	return &c
}

// Truncated reports whether a snap length cut the frame.
func (f *Frame) Truncated() bool { return int64(f.Len) > int64(len(f.Data)) }

// HasTime reports whether the capture says when the frame was captured: simple
// packet blocks of a pcapng do not.
func (f *Frame) HasTime() bool { return !f.Time.IsZero() }

// maxSeconds bounds the times that nanoseconds since 1970 can have in 64 bits:
// from 1678 to 2262.
const maxSeconds = 1 << 63 / 1_000_000_000

// Nanos returns when the frame was captured, in nanoseconds since 1970. It reports
// false where the capture does not say, and for times before 1678 or behind 2262,
// which do not fit.
func (f *Frame) Nanos() (int64, bool) {
	sec := f.Time.Unix()
	if sec <= -maxSeconds || sec >= maxSeconds { // as is the zero Time, where the capture does not say
		return 0, false
	}
	return sec*1e9 + int64(f.Time.Nanosecond()), true
}

// CapturedAt is Nanos as messages have it, genealogy.NoTime for none: read out of the
// first message, where there is one.
func (f *Frame) CapturedAt() int64 {
	if len(f.Messages) > 0 {
		return f.Messages[0].Time
	}
	if at, ok := f.Nanos(); ok {
		return at
	}
	return genealogy.NoTime
}

// IsConnector reports whether the frame is of the connector's family.
func (f *Frame) IsConnector() bool { return f.Netlink && f.Family == codec.FamilyConnector }

// reset forgets the frame that was there before, but for its room.
func (f *Frame) reset() {
	if f.borrowed.is {
		f.giveBack()
	}
	f.Spans, f.NlMsgs, f.Messages, f.Fragments = f.Spans[:0], f.NlMsgs[:0], f.Messages[:0], f.Fragments[:0]
	f.eventOf = genealogy.Ref{}
	f.Err, f.whole, f.Same = codec.Error{}, false, false
	f.Netlink, f.NotNetlink, f.Repairs = false, "", 0
	f.Family, f.PacketType, f.Base = 0, 0, 0
	f.Order, f.OrderRule, f.Confidence = codec.OrderUnknown, 0, codec.NoConfidence
}

// wire is how many bytes the datagram had before it was captured, at least those that
// are there.
func (f *Frame) wire() int { return max(int(min(int64(f.Len), maxWire)), len(f.Data)) - f.Base }

// datagram outlines the bytes behind the cooked header.
func (f *Frame) datagram(wire int) {
	o := &f.withMade().outline
	o.DecodeAt(f.Base, f.Spans, f.Order, f.Family, f.Data[f.Base:], wire)
	f.Spans, f.Err = o.Spans, o.Err
}

// maxWire bounds a frame's original length where int has 32 bits.
const maxWire = 1<<31 - 1

// bytes returns the captured bytes of a span. A span that was just written is
// not copied: its small fields may not be in memory yet.
func (f *Frame) bytes(s *codec.Span) []byte { return f.Data[s.Off : s.Off+s.Len] }
