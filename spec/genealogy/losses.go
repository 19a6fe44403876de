package genealogy

import "github.com/cnwire/cnwire/spec"

// cpuWindow is how many counters are followed. Of more, the ones that began
// first are forgotten.
const cpuWindow = 1 << 10

// Losses finds the numbers that are missing in the counters of process events:
// one a CPU (R25). It takes messages in the order in which they arrived, with a
// Tracker's verdicts. Its memory is bounded; the zero value is ready.
//
// As much as it reports was lost on the way from the kernel to the capture, and
// maybe more: see Blind. The messages must be of one host (R31): of several in one
// stream, what it says means nothing.
type Losses struct {
	// Filtered says that the listener may have asked for some events only, so that
	// gaps are filtered or lost, but for those that Since, Dropped or Covered prove. It also
	// becomes true when such a request is seen.
	Filtered bool

	// Since is the frame from which on a listener asks for all events and a tap
	// sees what it is sent: what is missing behind it was lost. 0 is none.
	Since uint64

	// Kernel, when set, is the release that sent the messages: before 6.6 a request
	// for some events only has no effect.
	Kernel spec.Version

	// Proved, when set, is told of each gap that was filtered or lost when it opened
	// and is now known to be lost.
	Proved func(Gap)

	// Forgotten, when set, is told of each gap that is left out of Gaps from now on, for
	// a newer one; also of one that late numbers have closed, which lacks nothing.
	Forgotten func(Gap)

	totals   Totals
	gaps     gaps
	counters []*counter
	of       map[counterKey]*counter
	latest   *counter // that of the message before
	last     Ref      // the message before
	next     int      // which one is forgotten next
	epoch    uint64   // counts restarts
	newest   uint64   // the largest timestamp since then
	drops    []drop   // the last ones, in the order of frames
	covered  uint64   // gaps before this one were there when Covered was called
}

type counterKey struct{ idx, val, cpu uint32 }

// Totals returns the sums so far.
func (l *Losses) Totals() Totals { return l.totals }

// Gaps returns the latest gaps, at most 65536, without those that late numbers
// have closed. They never lack more than Totals says.
func (l *Losses) Gaps() []Gap { return l.gaps.open() }

// Largest returns how much the largest gap of each CPU lacks, without what came
// late. CPUs that lack nothing are not there.
func (l *Losses) Largest() map[uint32]uint64 {
	all := map[uint32]uint64{}
	for _, c := range l.counters {
		if c.largest > 0 {
			all[c.cpu] = c.largest
		}
	}
	for i := range l.gaps.ring {
		if g := &l.gaps.ring[i]; g.Lost > all[g.CPU] {
			all[g.CPU] = g.Lost
		}
	}
	return all
}

// Add takes the next message and says what it shows. The gap is the one that
// opened, or the one that the late number was taken out of, as it is now: that in
// which it was missing or, where nobody remembers, the oldest of its CPU that
// still lacks something, if any. At a restart its From and To are the messages
// around it.
func (l *Losses) Add(h *Header, v Verdict) (Finding, Gap) {
	var g Gap
	f := l.AddTo(&g, h, v.Class)
	return f, g
}

// AddTo is Add that writes the gap where there is one: most messages show nothing. Of
// the verdict it takes the class alone.
func (l *Losses) AddTo(g *Gap, h *Header, class Class) (f Finding) {
	if h.Kind == KindRequest && h.Masked && h.proc() && l.masks() {
		l.Filtered = true // R29
	}
	if !h.Timed || !h.proc() || h.CPU == noCPU || h.Port != 0 {
		return Nothing // R25: the kernel's, and its answers since 4.7
	}
	if class == Copy {
		l.totals.Copies++ // R21
		return Nothing
	}
	c, fresh := l.counter(h)
	before := l.last
	l.last = h.Ref
	number := c.number(h.Seq)
	past := h.Stamp+slack < l.newest
	switch {
	case fresh && !past:
		l.took(h)
	case !fresh && !past && number == c.last+1: // nearly always
		l.took(h)
		c.advance(number, h)
	case !fresh && !past && number > c.last:
		return l.forward(g, c, number, h)
	case !fresh && number <= c.last && c.old(number, h.Stamp):
		f, *g = l.backward(c, number, h)
	default:
		f, *g = l.restart(c, h, before)
	}
	return f
}

// masks reports whether the kernel may know masks,
// drivers/connector/cn_proc.c:cn_proc_mcast_ctl (6.6).
func (l *Losses) masks() bool {
	return l.Kernel == spec.Version{} || l.Kernel.Compare(spec.Version{6, 6}) >= 0
}

// forward takes a number behind which some are missing: it is larger than the next one.
func (l *Losses) forward(g *Gap, c *counter, number uint64, h *Header) Finding {
	l.took(h)
	from, at := c.last, c.at
	c.advance(number, h)
	*g = l.missing(c, from, number, at, h.Ref)
	return Opened
}

// took counts a message that is newer than those before it.
func (l *Losses) took(h *Header) {
	l.totals.Messages++
	l.newest = max(l.newest, h.Stamp)
}

// missing opens a gap: numbers are missing between two.
func (l *Losses) missing(c *counter, from, to uint64, before, after Ref) Gap {
	lost := to - from - 1
	g := Gap{Idx: c.idx, Val: c.val, CPU: c.cpu, From: before, To: after, Lost: lost, Filtered: !l.proven(before, lost)}
	l.totals.Gaps++
	l.totals.Lost += lost
	if g.Filtered {
		l.totals.Filtered += lost
	}
	number, forgotten := l.gaps.add(g)
	if f := l.of[counterKey{forgotten.Idx, forgotten.Val, forgotten.CPU}]; f != nil {
		f.largest = max(f.largest, forgotten.Lost)
	}
	if forgotten.To.Frame != 0 && l.Forgotten != nil {
		l.Forgotten(forgotten)
	}
	c.holes.add(hole{from + 1, to - 1, number, g.Filtered})
	return g
}

// backward takes a number that is not larger than all before it, of the same
// counter. R27
func (l *Losses) backward(c *counter, number uint64, h *Header) (Finding, Gap) {
	if number < c.first { // sent before the first one that came
		l.totals.Messages++
		l.totals.Late++
		first, at := c.first, c.from
		c.precede(number, h)
		if number+1 < first {
			return Opened, l.missing(c, number, first, h.Ref, at)
		}
		return Late, Gap{}
	}
	was, ok := c.holes.fill(number)
	if !ok {
		l.totals.Repeated++
		return Repeated, Gap{}
	}
	l.totals.Messages++
	l.totals.Late++
	l.totals.Lost--
	if was.filtered {
		l.totals.Filtered--
	}
	g := l.gaps.at(was.gap)
	if g == nil || g.Lost == 0 { // forgotten, or others were taken out of it
		g = l.gaps.oldest(c, was.filtered)
	}
	if g == nil {
		return Late, Gap{}
	}
	g.Lost--
	return Late, *g
}

// restart begins all counters anew: those of one machine begin together. R28
func (l *Losses) restart(c *counter, h *Header, before Ref) (Finding, Gap) {
	g := Gap{Idx: h.Idx, Val: h.Val, CPU: h.CPU, From: before, To: h.Ref}
	l.epoch++
	l.totals.Restarts++
	l.totals.Messages++
	l.newest = h.Stamp
	l.start(c, h)
	return Restart, g
}

// start begins a counter with a first message.
func (l *Losses) start(c *counter, h *Header) {
	c.start(h, l.epoch)
	c.holes.oldest = [2]uint64{l.gaps.n, l.gaps.n}
}

// counter returns the counter that a message's number is of, and whether the
// message is its first.
func (l *Losses) counter(h *Header) (c *counter, fresh bool) {
	key := counterKey{h.Idx, h.Val, h.CPU}
	c = l.latest
	if c == nil || c.key() != key {
		c = l.of[key]
	}
	switch {
	case c == nil && len(l.counters) < cpuWindow:
		if l.of == nil {
			l.of = make(map[counterKey]*counter)
		}
		c = new(counter)
		l.counters = append(l.counters, c)
	case c == nil:
		c = l.counters[l.next]
		l.next = (l.next + 1) % cpuWindow
		delete(l.of, c.key())
	case c.epoch == l.epoch:
		l.latest = c
		return c, false
	}
	l.start(c, h)
	l.of[key], l.latest = c, c
	return c, true
}
