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
// places in memory that to hand it over costs several times as much.
type Judged struct {
	pcap.Packet
	host            *host.Host
	number          uint64
	relative, delta time.Duration
	order           codec.Order
	rule            codec.OrderRule
	same            bool // as the one that was handed over before
	event           bool // it is one event, and nothing else is said of it
	digest          uint64
	said            []said
}

// said is what is said of one message.
type said struct {
	genealogy.Verdict
	replyIn genealogy.Ref
	digest  uint64
}

// Judge notes what is said of a frame that was judged. same says that the one before it was handed
// over too, or was Same as one that was. The packet's bytes are for the caller to keep.
func (j *Judged) Judge(f *Frame, same bool) {
	j.Packet, j.host, j.number = f.Packet, f.Host, f.Number
	j.relative, j.delta, j.order, j.rule = f.Relative, f.Delta, f.Order, f.OrderRule
	j.same, j.said = same && f.Same, j.said[:0]
	if j.event = f.whole && f.Messages[0].Class == genealogy.Event && f.Messages[0].ReplyIn == (genealogy.Ref{}); j.event {
		j.digest = f.Messages[0].Digest
		return
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		j.said = append(j.said, said{m.Verdict, m.ReplyIn, m.Digest})
	}
}

// Recall makes the frame f of what was noted, in the place of the one that was recalled before.
// Frame.Shown is that of a capture of which nothing is hidden: Shown.Take knows more. Of Frames it
// looks at what does not change, while others go on with new ones.
func (fs *Frames) Recall(f *Frame, j *Judged) {
	f.Packet, f.Host, f.Number = j.Packet, j.host, j.number
	if j.same {
		f.repeat()
	} else {
		fs.dissect(f)
	}
	if f.Netlink && f.Order == codec.OrderUnknown {
		f.Order, f.OrderRule = j.order, j.rule
		fs.outline(f)
	}
	f.Relative, f.Delta, f.Shown = j.relative, j.delta, j.delta
	if j.event {
		m := &f.Messages[0]
		m.Class, m.Digest = genealogy.Event, j.digest
	}
	for i := range j.said {
		m, said := &f.Messages[i], &j.said[i]
		m.Verdict, m.ReplyIn, m.Digest = said.Verdict, said.replyIn, said.digest
	}
}
