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

// once is a message that came for the first time.
type once struct {
	ref           Ref
	stamp, digest uint64
	idx, val      uint32
	seq, ack      uint32
	cpu, port     uint32
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
			return o.ref, true
		}
	}
	hash := mix(h.Seq, h.CPU, uint32(h.Stamp))
	for n, steps := c.index.latest(hash), 0; n != 0 && steps < maxSteps; n, steps = c.index.older(n), steps+1 {
		slot := c.index.slot(n)
		if c.index.hash[slot] != uint64(hash) { // others in the same bucket
			continue
		}
		if o := &c.ring[slot]; o.is(h) {
			return o.ref, true
		}
	}
	c.index.max = copyWindow
	slot, grown := c.index.add(hash)
	if grown {
		c.ring = append(make([]once, 0, c.index.size()), c.ring...)[:c.index.size()]
	}
	c.ring[slot] = once{ref: h.Ref, stamp: h.Stamp, digest: h.Digest, idx: h.Idx, val: h.Val, seq: h.Seq, ack: h.Ack, cpu: h.CPU, port: h.Port}
	return Ref{}, false
}
