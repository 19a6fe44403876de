package genealogy

// copyWindow is among how many process events and answers copies are found.
const copyWindow = 1 << 14

// copies knows the latest process events and their answers (R21). Each listener
// has its own copy of one; where captures of two sockets were merged, others may
// stand between.
type copies struct {
	index  index
	ring   []once
	strewn bool // how place has them
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

// is reports whether a message says the same.
func (o *once) is(h *Header) bool {
	return o.stamp == h.Stamp && o.digest == h.Digest && o.seq == h.Seq && o.ack == h.Ack &&
		o.cpu == h.CPU && o.idx == h.Idx && o.val == h.Val && o.port == h.Port
}

// place is the hash of a message. The numbers of a processor follow each other, and so do their
// buckets: what is looked at for one is near what was looked at for the one before. With hashes that
// are strewn, all that is done with a frame took a tenth longer: memory was waited for.
func (c *copies) place(seq, cpu uint32, stamp uint64) uint32 {
	if c.strewn {
		return mix(seq, cpu, uint32(stamp))
	}
	const some = 34 // bits: 17 seconds
	return seq + mix(cpu, uint32(stamp>>some), 0)
}

// strew has them at strewn hashes from now on: there are many of the same number, as where machines
// that started together were taken for one.
func (c *copies) strew() {
	c.strewn = true
	x := &c.index
	clear(x.head)
	for number := x.n - min(x.n, uint64(x.size())) + 1; number <= x.n; number++ {
		slot := x.slot(number)
		o := &c.ring[slot]
		x.link(slot, c.place(o.seq, o.cpu, o.stamp), number)
	}
}

// of returns the first of the messages that are equal to h, or remembers h and
// reports false.
func (c *copies) of(h *Header) (Ref, bool) {
	if n := c.index.n; n > 0 { // most often of the latest, whose place needs no search
		if o := &c.ring[c.index.slot(n)]; o.is(h) {
			return o.ref(), true
		}
	}
	o, far := c.find(h)
	if far && !c.strewn {
		c.strew()
		o, _ = c.find(h)
	}
	if o != nil {
		return o.ref(), true
	}
	c.index.max = copyWindow
	slot, grown := c.index.add(c.place(h.Seq, h.CPU, h.Stamp))
	if grown {
		c.ring = append(make([]once, 0, c.index.size()), c.ring...)[:c.index.size()]
	}
	o = &c.ring[slot]
	o.frame, o.time, o.msg = h.Frame, h.Time, int32(h.Msg)
	o.stamp, o.digest, o.idx, o.val, o.seq, o.ack, o.cpu, o.port = h.Stamp, h.Digest, h.Idx, h.Val, h.Seq, h.Ack, h.CPU, h.Port
	return Ref{}, false
}

// find looks for a message that is equal to h. far says that it gave up.
func (c *copies) find(h *Header) (found *once, far bool) {
	hash := c.place(h.Seq, h.CPU, h.Stamp)
	n := c.index.latest(hash)
	for steps := 0; n != 0 && steps < maxSteps; n, steps = c.index.older(n), steps+1 {
		slot := c.index.slot(n)
		if c.index.hash[slot] != uint64(hash) { // others in the same bucket
			continue
		}
		if o := &c.ring[slot]; o.is(h) {
			return o, false
		}
	}
	return nil, n != 0
}
