package source

import "github.com/cnwire/cnwire/analysis"

// The bounds of a batch. Frames that need more than largest bytes are in none: their
// messages would keep their room for good.
const (
	maxFrames = 128      // more do not stay in a processor's cache
	maxBytes  = 32 << 10 // of all its packets
	largest   = 512      // of a packet
)

// batch is a number of frames that stay with one processor, for which all is done there.
type batch struct {
	frames []analysis.Frame
	n      int    // that it has
	bytes  []byte // of their packets
	used   int
	from   *Opened
}

// fill reads packets into the batch, at most so many, and reports whether there may be
// more of their kind.
func (s *Source) fill(b *batch, most int) (more bool) {
	o := s.moving
	b.n, b.used, b.from = 0, 0, o
	if s.ctx.Err() != nil {
		return false
	}
	for b.n < most && b.used+largest <= maxBytes {
		if s.o.Count > 0 && s.progress.Frames >= s.o.Count {
			return false
		}
		f := &b.frames[b.n]
		if !o.Reader.NextPlain(&f.Packet, o.on, largest) {
			return false
		}
		to := b.bytes[b.used:]
		n := copy(to, f.Data) // the reader needs its own again
		f.Data = to[:n:n]
		b.n++
		b.used += n
		s.progress.Frames++
		s.frames.Host = o.host
		s.frames.Admit(f)
	}
	return most > 0
}

// plain reports whether the next packets are those of one file, and need no queue.
func (s *Source) plain() bool {
	return s.moving != nil && s.single() && s.moving.on != nil && !s.moving.watched.waits && s.failed == nil && s.over == nil
}
