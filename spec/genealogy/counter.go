package genealogy

// counter follows the numbers that one CPU gives its messages. They are kept
// with 64 bits: a wrap of the 32 on the wire is a step like any other.
type counter struct {
	idx, val, cpu uint32
	epoch         uint64 // of Losses
	first, last   uint64 // the smallest number and the largest
	from, at      Ref    // where they stand
	since         uint64 // the timestamp of the smallest
	holes         holes
	largest       uint64 // of the gaps that are forgotten
	history       history
}

// base is above the first number of a counter, so that there is room below it.
const base = 1 << 32

// reach is how far before the first number that came earlier ones may still come.
const reach = 64

func (c *counter) key() counterKey { return counterKey{c.idx, c.val, c.cpu} }

// start begins with a first message.
func (c *counter) start(h *Header, epoch uint64) {
	c.idx, c.val, c.cpu, c.epoch = h.Idx, h.Val, h.CPU, epoch
	c.holes.reset()
	c.history.reset()
	c.precede(base+uint64(h.Seq), h)
	c.advance(c.first, h)
}

// number returns the number nearest to the last one that seq can stand for.
func (c *counter) number(seq uint32) uint64 {
	return c.last + uint64(int64(int32(seq-uint32(c.last))))
}

// advance makes number the largest.
func (c *counter) advance(number uint64, h *Header) {
	c.last, c.at = number, h.Ref
	c.history.note(number, h.Stamp)
}

// precede makes number the smallest.
func (c *counter) precede(number uint64, h *Header) {
	c.first, c.from, c.since = number, h.Ref, h.Stamp
}

// old reports whether a number that is not the largest may be of this counter:
// sent before, and late, or a further copy. R28
func (c *counter) old(number, stamp uint64) bool {
	return number+reach >= c.first && stamp+slack >= c.since && c.history.fits(number, stamp)
}
