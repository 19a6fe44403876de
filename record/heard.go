package record

import "errors"

// heard reads what a socket of ours receives that listens for nlmon to have something to
// show, and forgets it.
type heard struct {
	from  *socket
	ended chan struct{}
	seen  uint32 // drops of the socket, at the last look
}

func hear(s *socket) *heard {
	h := &heard{from: s, ended: make(chan struct{})}
	go func() {
		defer close(h.ended)
		for b := newBatch(); ; {
			if err := s.receive(b, batchSize, true); err != nil && !errors.Is(err, errOverrun) {
				return
			}
		}
	}()
	return h
}

// drops is how much the kernel dropped since the last look, since the buffer was full:
// that nlmon does not show either.
func (h *heard) drops() uint64 {
	if h == nil {
		return 0
	}
	_, drops, err := h.from.memory()
	if err != nil {
		return 0
	}
	n := drops - h.seen // modulo 2^32
	h.seen = drops
	return uint64(n)
}

func (h *heard) end() {
	h.from.interrupt()
	<-h.ended
}
