package source

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// The bounds of a batch.
const (
	maxFrames = 128      // more do not stay in a processor's cache
	maxBytes  = 32 << 10 // of all its packets
	largest   = 512      // of a record or block: the messages of larger ones would keep their room for good
)

// batch is a number of frames that stay with one processor, for which all is done there.
type batch struct {
	frames []analysis.Frame
	n      int    // that it has
	bytes  []byte // of their packets and options
	used   int
	from   *Opened
}

// fill reads packets into the batch, at most so many, and reports whether there may be
// more of their kind.
func (s *Source) fill(b *batch, most int) (more bool) {
	b.n, b.used, b.from = 0, 0, s.moving
	if s.ctx.Err() != nil {
		return false
	}
	for b.n < most && b.used+largest <= maxBytes {
		f := &b.frames[b.n]
		if !s.packet(&f.Packet) {
			return false
		}
		b.keep(&f.Packet)
		b.n++
		s.frames.Admit(f)
	}
	return most > 0
}

// packet reads the next packet of the capture at hand, if it is one for a batch.
func (s *Source) packet(to *pcap.Packet) bool {
	if s.o.Count > 0 && s.progress.Frames >= s.o.Count {
		return false
	}
	o := s.moving
	if o.Reader.NextUsual(to, o.on, largest) {
		s.frames.Host = o.host
		s.progress.Frames++
		return true
	}
	on := o.Reader.NextPacket(largest, o.more)
	if on == nil {
		return false
	}
	if on != o.on {
		whose, known := o.met[on]
		if !known {
			return false
		}
		o.on, o.host = on, whose
	}
	s.frames.Host = o.host
	if s.found = o.Reader.Next(to); s.found != nil {
		return false // for Next, behind the frames before
	}
	s.progress.Frames++
	return true
}

// keep copies the bytes of a packet: the reader needs its own again.
func (b *batch) keep(p *pcap.Packet) {
	for _, of := range []*[]byte{&p.Data, &p.Options.Raw} {
		if len(*of) > 0 {
			to := b.bytes[b.used:]
			n := copy(to, *of)
			*of = to[:n:n]
			b.used += n
		}
	}
}

// batches reports whether the next packets are of one capture, and nothing stands before them.
func (s *Source) batches() bool {
	return s.moving != nil && s.single() && s.failed == nil && s.found == nil && s.over == nil
}
