package timeline

import (
	"github.com/cnwire/cnwire/analysis"
)

// rate counts the messages of a host in the interval at hand. Time does not go back: a
// frame that is earlier than the one before counts in that at hand.
type rate struct {
	begun bool
	empty bool // the interval that was told last
	host  int
	start int64 // of the interval
	n     uint64
}

// count counts the messages of a frame.
func (t *Timeline) count(f *analysis.Frame, chosen bool) {
	if len(f.Messages) == 0 {
		return
	}
	r := t.rates.Of(f.Host)
	at, ok := t.clock.at(moment(&f.Messages[0]))
	switch length := int64(t.Interval); {
	case !ok && !r.begun:
		t.clock.missed++
		return
	case !r.begun:
		r.begun, r.host, r.start = true, f.Host.Index(), at
	case ok && at-r.start >= length:
		later := (at - r.start) / length
		t.tell(r)
		if r.start, r.n = r.start+length, 0; later > 1 {
			t.tell(r)
			r.start += (later - 1) * length
		}
	}
	for i := range f.Messages {
		if chosen && !f.Messages[i].IsCopy() {
			r.n++
		}
	}
}

// tell tells of the interval at hand. Of several empty ones the first is told.
func (t *Timeline) tell(r *rate) {
	if r.n > 0 || !r.empty {
		t.value(r.host, Messages, r.start, r.n)
		r.empty = r.n == 0
	}
}

// counts is what was told last of a host, by Counter.
type counts struct {
	told    [NumCounters]uint64
	dropped uint64
	at      int64
	placed  bool
}

// lost tells what is missing behind a frame, where that changed.
func (t *Timeline) lost(f *analysis.Frame) {
	c := t.counts.Of(f.Host)
	if len(f.Messages) > 0 {
		if at, ok := t.clock.at(moment(&f.Messages[0])); ok {
			c.at, c.placed = at, true
		}
	}
	c.dropped += f.DropCount.Value
	t.compare(f.Host.Index(), c, t.losses.Of(f.Host).Totals().Lost, t.losses.Of(f.Host).Totals().Filtered)
}

// compare tells what differs from what was told.
func (t *Timeline) compare(host int, c *counts, lost, filtered uint64) {
	if !c.placed {
		return
	}
	for counter, n := range [NumCounters]uint64{Lost: lost, Filtered: filtered, Dropped: c.dropped} {
		if c.told[counter] != n {
			c.told[counter] = n
			t.value(host, Counter(counter), c.at, n)
		}
	}
}

// endCounts tells of the last intervals, and what the statistics behind the last frame
// prove.
func (t *Timeline) endCounts() {
	for _, r := range t.rates.All() {
		if r.begun {
			t.tell(r)
			t.value(r.host, Messages, r.start+int64(t.Interval), 0)
		}
	}
	for _, of := range t.losses.Hosts() {
		n := of.Totals()
		t.compare(of.Host.Index(), t.counts.Of(of.Host), n.Lost, n.Filtered)
		for _, g := range of.Gaps() {
			from, ok := t.clock.at(analysis.Moment{Frame: g.From.Frame, Time: g.From.Time})
			to, also := t.clock.at(analysis.Moment{Frame: g.To.Frame, Time: g.To.Time})
			if ok && also {
				t.check(t.Sink.Gap(&Gap{Host: of.Host.Index(), CPU: g.CPU, From: from, To: max(from, to), Lost: g.Lost, Filtered: g.Filtered}))
			}
		}
	}
}

func (t *Timeline) value(host int, c Counter, at int64, n uint64) {
	if t.err == nil {
		t.check(t.Sink.Count(&Count{Host: host, Counter: c, At: at, Value: n, Every: t.Interval}))
	}
}
