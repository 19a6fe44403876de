package record

import (
	"io"
	"strconv"
	"time"

	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/pcap/comment"
)

// The directions of epb_flags.
const (
	inbound  = 1
	outbound = 2
)

// Next returns the next packet, valid until the next call: what the kernel sent,
// and our own requests to it. It waits for one. io.EOF is the end, behind IGNORE,
// once Stop was called or the context has ended.
func (r *Recorder) Next(p *pcap.Packet) error {
	for !r.step(p) {
		b, ok := <-r.full
		if !ok {
			return r.end()
		}
		r.begin(b)
	}
	return nil
}

// end is why the queue is closed.
func (r *Recorder) end() error {
	if r.readErr != nil {
		return r.readErr
	}
	if r.ignoreErr != nil {
		return r.ignoreErr
	}
	return io.EOF
}

// begin starts on a batch.
func (r *Recorder) begin(b *batch) {
	if r.at != nil {
		r.recycle(r.at)
	}
	r.at, r.index = b, 0
	r.pending += b.drops
	switch {
	case b.clock != nil:
		r.clock, r.asked = b.clock, moment{}
	case len(b.messages) > 0 && b.messages[0].own:
		r.asked = moment{b.read - b.offset, b.read}
	}
}

func (r *Recorder) recycle(b *batch) {
	select {
	case r.empty <- b:
	default: // it was made besides
	}
}

// step takes the next packet out of the batch at hand, if it has one more.
func (r *Recorder) step(p *pcap.Packet) bool {
	for r.at != nil && r.index < len(r.at.messages) {
		m := &r.at.messages[r.index]
		r.index++
		r.queued.Add(-1)
		if s := m.look(); r.count(m, &s) {
			r.packet(p, m, &s)
			return true
		}
	}
	return false
}

// count counts a message, and reports whether it was asked for.
func (r *Recorder) count(m *message, s *said) bool {
	r.heart.beats = s.event && r.heart.hear(s)
	switch {
	case m.own:
	case m.port != 0:
		r.counters.foreign.Add(1)
	default:
		if s.event && r.o.Events == 0 && !r.o.onlyAnswers() && !r.o.Nlmon { // which has copies, and not all
			r.gaps.add(s.cpu, s.seq)
			r.counters.missing.Store(r.gaps.missing)
		}
		if s.event && (!r.followed.has(s) || !r.o.wants(s.what, s.exit)) {
			if !r.heart.beats {
				r.counters.unasked.Add(1)
			}
			return false
		}
		r.counters.received.Add(1)
	}
	return true
}

// packet makes a packet of a message.
func (r *Recorder) packet(p *pcap.Packet, m *message, s *said) {
	at := r.at.read
	switch {
	case m.seen != 0:
		at = min(at, m.seen+r.at.offset)
	case s.event && s.stamp != 0:
		at = min(at, r.asked.after(int64(s.stamp), int64(s.stamp)+r.at.offset)) // what was read had happened
	}
	*p = pcap.Packet{
		Data: m.data, Time: time.Unix(0, at).UTC(), Ticks: uint64(at), Len: uint32(m.length + len(cooked)),
		Interface: r.iface, Flags: pcap.Of(uint32(inbound)), Comments: p.Comments[:0],
	}
	if r.own = m.own; m.own || m.request {
		p.Flags.Value = outbound
	}
	if r.pending > 0 {
		p.DropCount = pcap.Of(r.pending)
		r.pending = 0
	}
	if r.clock != nil {
		p.Comments = append(p.Comments, r.clock.String())
		r.clock = nil
	}
	if line := r.heart.silenceLine(); line != "" {
		p.Comments = append(p.Comments, line)
	}
	p.Comments = append(p.Comments, m.comments...)
	if m.port != 0 && m.seen == 0 { // else a tap said more
		p.Comments = append(p.Comments, senderLine(m.port))
	}
}

// senderLine says whose message it is that is not the kernel's.
func senderLine(port uint32) string {
	l := comment.Line{Kind: "sender"}
	l.Add("port", strconv.FormatUint(uint64(port), 10))
	return l.String()
}
