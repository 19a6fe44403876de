package analysis

import (
	"time"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Judged is a frame on its way from one goroutine to another: its packet, and what the frames
// before say of it. What stands in the packet is found there once more: a Frame has so many
// places in memory that to hand it over costs several times as much. Of events, which nearly all
// are, two lines of a cache go over beside the packet's bytes.
type Judged struct {
	data            []byte
	host            *host.Host
	on              *pcap.Interface
	sec             int64 // of the packet's time
	ticks           uint64
	offset          int64
	number          uint64
	relative, delta time.Duration
	digest          uint64
	nsec            int32
	same            bool // as the one that was handed over before
	event           bool // it is one event, nothing else is said of it, and its packet has no more than bytes and a time
	odd             *odd // of any other; it stays for the next one
}

// odd is what few frames have, or all of what is said of them.
type odd struct {
	packet pcap.Packet
	order  codec.Order
	rule   codec.OrderRule
	said   []said
}

// said is what is said of one message.
type said struct {
	genealogy.Verdict
	replyIn genealogy.Ref
	digest  uint64
}

// Judge notes what is said of a frame that was judged. same says that the one before it was handed
// over too, or was Same as one that was. The packet's bytes are kept in room, which has enough of it;
// it returns what is left.
func (j *Judged) Judge(f *Frame, same bool, room []byte) (left []byte) {
	j.host, j.number = f.Host, f.Number
	j.relative, j.delta = f.Relative, f.Delta
	j.same = same && f.Same
	if j.event = f.isPlainEvent(); !j.event {
		return j.judgeOdd(f, room)
	}
	n := copy(room, f.Data)
	j.data, j.on, j.ticks, j.offset = room[:n:n], f.Interface, f.Ticks, f.Offset
	j.sec, j.nsec = f.Time.Unix(), int32(f.Time.Nanosecond())
	j.digest = f.Messages[0].Digest
	return room[n:]
}

// isPlainEvent reports whether the frame is Judged.event. That it is whole says that no bytes of the
// packet are missing and that it has no comment.
func (f *Frame) isPlainEvent() bool {
	return f.whole && f.Messages[0].Class == genealogy.Event && f.Messages[0].ReplyIn == (genealogy.Ref{}) &&
		f.HasTime() && len(f.Options.Raw) == 0 && !f.Flags.Present && !f.DropCount.Present
}

// judgeOdd notes all there may be.
func (j *Judged) judgeOdd(f *Frame, room []byte) (left []byte) {
	if j.odd == nil {
		j.odd = new(odd)
	}
	o := j.odd
	o.packet, o.order, o.rule, o.said = f.Packet, f.Order, f.OrderRule, o.said[:0]
	for _, of := range []*[]byte{&o.packet.Data, &o.packet.Options.Raw} {
		if n := copy(room, *of); n > 0 {
			*of, room = room[:n:n], room[n:]
		}
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		o.said = append(o.said, said{m.Verdict, m.ReplyIn, m.Digest})
	}
	return room
}

// Recall makes the frame f of what was noted, in the place of the one that was recalled before.
// Frame.Shown is that of a capture of which nothing is hidden: Shown.Take knows more. Of Frames it
// looks at what does not change, while others go on with new ones.
func (fs *Frames) Recall(f *Frame, j *Judged) {
	f.Host, f.Number = j.host, j.number
	if j.event {
		f.Packet = pcap.Packet{} // one that is filled at once is written twice
		f.Data, f.Len, f.Interface, f.Ticks, f.Offset = j.data, uint32(len(j.data)), j.on, j.ticks, j.offset
		f.Time = time.Unix(j.sec, int64(j.nsec)).UTC()
	} else {
		f.Packet = j.odd.packet
	}
	if j.same {
		f.repeat()
	} else {
		fs.dissect(f)
	}
	f.Relative, f.Delta, f.Shown = j.relative, j.delta, j.delta
	if j.event {
		m := &f.Messages[0]
		m.Class, m.Digest = genealogy.Event, j.digest
		return
	}
	fs.recallOdd(f, j.odd)
}

func (fs *Frames) recallOdd(f *Frame, o *odd) {
	if f.Netlink && f.Order == codec.OrderUnknown {
		f.Order, f.OrderRule = o.order, o.rule
		fs.outline(f)
	}
	for i := range o.said {
		m, said := &f.Messages[i], &o.said[i]
		m.Verdict, m.ReplyIn, m.Digest = said.Verdict, said.replyIn, said.digest
	}
}
