package source

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// The bounds of a batch.
const (
	maxFrames = 128     // more do not stay in a processor's cache
	minBytes  = 8 << 10 // that are read at once: less goes by way of another buffer
	maxBytes  = 1 << 16 // of all its packets; a Reader has read as much when a stretch begins
	largest   = 512     // of a record or block: the messages of larger ones would keep their room for good
)

// batch is a number of frames that stay with one processor, for which all is done there: the
// kernel, too, writes their bytes where they are needed.
type batch struct {
	frames []analysis.Frame
	n      int    // that it has
	bytes  []byte // that packets are read into
	from   *Opened
}

// fill reads packets into the batch, at most so many, and reports whether there may be
// more of their kind.
func (s *Source) fill(b *batch, most int) (more bool) {
	b.n, b.from = 0, s.moving
	r := s.moving.Reader
	if s.ctx.Err() != nil || most <= 0 || !r.Lend(b.bytes, max(minBytes, s.each*most)) {
		return false
	}
	begin := r.Offset()
	more = true
	for b.n < most {
		f := &b.frames[b.n]
		if !s.packet(&f.Packet) {
			more = b.n > 0 && s.found == nil && r.Full(largest)
			break
		}
		b.n++
		s.frames.Admit(f)
	}
	if b.n > 0 {
		s.each = int(r.Offset()-begin)/b.n + 1
	}
	return more
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

// batches reports whether the next packets are of one capture, and nothing stands before them.
func (s *Source) batches() bool {
	return s.moving != nil && s.single() && s.failed == nil && s.found == nil && s.over == nil
}
