package analysis

import (
	"bytes"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// repeated knows the last frame that was taken apart directly. Where several programs listen,
// nlmon has an event once for each, one behind the other, and of the same bytes in the same
// place all that was found stays: it costs a comparison, and not half of what a frame costs.
// What is said of them with a look at the frames before is not among that: Judge says it anew.
type repeated struct {
	data   []byte // a copy: the reader's own does not last; empty where there is no such frame
	on     *pcap.Interface
	host   *host.Host
	order  codec.Order
	number uint64
}

// again reports whether the frame has the bytes of the last one, and leaves then what stands
// in it of that.
func (fs *Frames) again(f *Frame) bool {
	r := &fs.repeated
	before := r.number
	r.number = f.Number
	if before+1 != f.Number { // frames between them stood in other places
		return false
	}
	if len(r.data) == 0 || !f.like(r.data, r.on, r.host) || fs.Order != r.order || fs.Layout != codec.ProcLayoutNs {
		return false
	}
	f.repeat()
	return true
}

// like reports whether a frame has these bytes, all of them and nothing with them, of an interface of
// a host.
func (f *Frame) like(data []byte, on *pcap.Interface, of *host.Host) bool {
	return bytes.Equal(f.Data, data) && f.Interface == on && f.Host == of && int64(f.Len) == int64(len(f.Data)) && len(f.Comments) == 0
}

// repeat has a frame with the bytes of the one before it in its place say of itself what is new.
func (f *Frame) repeat() {
	f.Messages[0].repeat(f) // the only one
	f.Same = true
}

// repeat has the message of a frame forget what was said of it.
func (m *Message) repeat(f *Frame) {
	m.Frame, m.Time = f.Number, genealogy.NoTime
	if at, ok := f.Nanos(); ok {
		m.Time = at
	}
	m.Verdict, m.ReplyIn, m.Context, m.Subject = genealogy.Verdict{}, genealogy.Ref{}, nil, nil
}

// repeats makes the message of a frame, whatever it was, that of a frame with the same bytes before it. It
// is field by field, for most of a Message is what was said of it, and that is not copied.
func (m *Message) repeats(of *Message, f *Frame) {
	m.Header, m.Kind, m.CN, m.User = of.Header, of.Kind, of.CN, of.User
	m.Spans, m.nl, m.what, m.whatIs, m.frame = of.Spans, of.nl, of.what, of.whatIs, f
	m.repeat(f)
}

// keep remembers the frame for the next one.
func (fs *Frames) keep(f *Frame) {
	r := &fs.repeated
	if r.data = r.data[:0]; f.whole {
		r.data, r.on, r.host, r.order = append(r.data, f.Data...), f.Interface, f.Host, fs.Order
	}
}

// DissectNext is Dissect of a frame in another place than the one before it, which was dissected
// and is not judged yet. It may have spans and netlink messages of that one: it is valid as long as that.
func (fs *Frames) DissectNext(f, before *Frame) {
	if !before.whole || !f.like(before.Data, before.Interface, before.Host) {
		fs.Dissect(f)
		return
	}
	if !f.whole { // one that is has nothing that a whole one has not
		f.reset()
	}
	f.Netlink, f.Repairs, f.Family, f.PacketType, f.Base = true, before.Repairs, before.Family, before.PacketType, before.Base
	f.Order, f.OrderRule, f.Confidence, f.directed, f.whole = before.Order, before.OrderRule, before.Confidence, false, true
	f.borrow(before)
	if len(f.Messages) == 0 {
		room(&f.Messages)
	}
	f.Messages[0].repeats(&before.Messages[0], f)
	f.Same = true
}

// borrowed is the room of a frame's own, while it has spans and netlink messages of another.
type borrowed struct {
	spans  []codec.Span
	nlMsgs []NlMsg
	is     bool
}

// borrow has the frame show spans and netlink messages of another.
func (f *Frame) borrow(of *Frame) {
	if b := &f.borrowed; !b.is {
		b.spans, b.nlMsgs, b.is = f.Spans, f.NlMsgs, true
	}
	f.Spans, f.NlMsgs = of.Spans, of.NlMsgs
}

// giveBack has it have its own room again.
func (f *Frame) giveBack() {
	b := &f.borrowed
	f.Spans, f.NlMsgs, b.is = b.spans, b.nlMsgs, false
}

// Repeats reports whether the frame is a copy of the one before, which is all that can be said of it:
// an analysis has to count it, and learns nothing. It need not be true of all such frames.
func (f *Frame) Repeats() bool {
	return f.Same && f.Messages[0].IsCopy() && f.DropCount.Value == 0
}

// Behind knows the frame that it was asked of last, for whoever has made something of that and makes
// the same of one with its bytes. The zero value is ready.
type Behind struct {
	number uint64
	on     *pcap.Interface
}

// Same reports whether the frame has the bytes of the one that was asked of last: it stands behind it,
// in the same capture, and is Frame.Same.
func (b *Behind) Same(f *Frame) bool {
	same := f.Same && f.Number == b.number+1 && f.Interface == b.on
	b.number, b.on = f.Number, f.Interface
	return same
}
