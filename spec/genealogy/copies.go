package genealogy

// copyWindow is among how many process events and answers copies are found.
const copyWindow = 1 << 14

// copies knows the latest process events and their answers (R21). Each listener
// has its own copy of one; where captures of two sockets were merged, others may
// stand between.
type copies struct {
	index index
	ring  []once
}

// once is a message that came for the first time, in 64 bytes: a line of a cache.
type once struct {
	frame         uint64
	time          int64
	stamp, digest uint64
	idx, val      uint32
	seq, ack      uint32
	cpu, port     uint32
	msg           int32
}

// ref is where it stands.
func (o *once) ref() Ref { return Ref{Frame: o.frame, Msg: int(o.msg), Time: o.time} }

// place is the hash of a message. The numbers of a processor follow each other, and so do their
// buckets: what is looked at for one is near what was looked at for the one before. With numbers that
// are strewn, all that is done with a frame took a tenth longer: memory was waited for.
func place(h *Header) uint32 {
	const some = 34 // bits: 17 seconds
	return h.Seq + mix(h.CPU, uint32(h.Stamp>>some), 0)
}

// is reports whether a message says the same.
func (o *once) is(h *Header) bool {
	return o.stamp == h.Stamp && o.digest == h.Digest && o.seq == h.Seq && o.ack == h.Ack &&
		o.cpu == h.CPU && o.idx == h.Idx && o.val == h.Val && o.port == h.Port
}

// of returns the first of the messages that are equal to h, or remembers h and
// reports false.
func (c *copies) of(h *Header) (Ref, bool) {
	if n := c.index.n; n > 0 { // most often of the latest, whose place needs no search
		if o := &c.ring[c.index.slot(n)]; o.is(h) {
			return o.ref(), true
		}
	}
	hash := place(h)
	for n, steps := c.index.latest(hash), 0; n != 0 && steps < maxSteps; n, steps = c.index.older(n), steps+1 {
		slot := c.index.slot(n)
		if c.index.hash[slot] != uint64(hash) { // others in the same bucket
			continue
		}
		if o := &c.ring[slot]; o.is(h) {
			return o.ref(), true
		}
	}
	c.index.max = copyWindow
	slot, grown := c.index.add(hash)
	if grown {
		c.ring = append(make([]once, 0, c.index.size()), c.ring...)[:c.index.size()]
	}
	o := &c.ring[slot]
	o.frame, o.time, o.msg = h.Frame, h.Time, int32(h.Msg)
	o.stamp, o.digest, o.idx, o.val, o.seq, o.ack, o.cpu, o.port = h.Stamp, h.Digest, h.Idx, h.Val, h.Seq, h.Ack, h.CPU, h.Port
	return Ref{}, false
}
