package genealogy

import "fmt"

// Gap is a run of numbers of one CPU's counter that did not come.
type Gap struct {
	Idx, Val uint32
	CPU      uint32
	From, To Ref    // the messages of that CPU between which it opened; late numbers do not change them
	Lost     uint64 // how many numbers; late ones are taken out again
	Filtered bool   // a listener had asked for some events only
}

// String returns a sentence: "at least 3 lost between frames 7 and 12 on CPU 1".
func (g Gap) String() string {
	how := "at least %d lost"
	if g.Filtered {
		how = "%d filtered or lost"
	}
	return fmt.Sprintf(how+" between frames %d and %d on CPU %d", g.Lost, g.From.Frame, g.To.Frame, g.CPU)
}

// Finding is what a message says of losses.
type Finding uint8

const (
	Nothing  Finding = iota // it continues its CPU's counter, or does not count
	Opened                  // numbers before it are missing
	Late                    // it was missing, or is just before the first
	Repeated                // its number has come before
	Restart                 // its counter is another one: a reboot, or another machine's capture
)

// String returns the finding in small letters.
func (f Finding) String() string {
	switch f {
	case Opened:
		return "gap"
	case Late:
		return "late"
	case Repeated:
		return "repeated"
	case Restart:
		return "restart"
	}
	return "nothing"
}

// gapWindow is how many gaps are remembered.
const gapWindow = 1 << 16

// gaps remembers the latest gaps. They are numbered from 0.
type gaps struct {
	ring []Gap
	n    uint64
}

// add returns the number of a new gap, and the one that is forgotten for it.
func (s *gaps) add(g Gap) (number uint64, forgotten Gap) {
	if len(s.ring) < gapWindow {
		s.ring = append(s.ring, g)
	} else {
		at := &s.ring[s.n%gapWindow]
		forgotten, *at = *at, g
	}
	s.n++
	return s.n - 1, forgotten
}

// at returns a gap, nil if it is forgotten.
func (s *gaps) at(number uint64) *Gap {
	if number >= s.n || number+gapWindow < s.n {
		return nil
	}
	return &s.ring[number%gapWindow]
}

// oldest returns the first gap of a counter that still lacks something, nil if
// there is none. It is what a late number is taken out of when nobody remembers
// where it was missing: so all gaps together never lack more than the counter.
func (s *gaps) oldest(c *counter, filtered bool) *Gap {
	i := &c.holes.oldest[sumOf(filtered)]
	for *i = max(*i, s.n-uint64(len(s.ring))); *i < s.n; *i++ {
		g := s.at(*i)
		if g.Lost > 0 && g.Filtered == filtered && g.CPU == c.cpu && g.Idx == c.idx && g.Val == c.val {
			return g
		}
	}
	return nil
}

// open returns those that still lack something, in the order in which they opened.
func (s *gaps) open() []Gap {
	var list []Gap
	for i := s.n - uint64(len(s.ring)); i < s.n; i++ {
		if g := s.at(i); g.Lost > 0 {
			list = append(list, *g)
		}
	}
	return list
}

// Totals are sums over a stream.
type Totals struct {
	Messages uint64 // with a number: events, and answers since 4.7; without copies
	Copies   uint64 // left out by the Tracker's verdict
	Repeated uint64 // left out because their number had come long before
	Lost     uint64 // missing numbers, Filtered among them
	Filtered uint64 // filtered or lost
	Late     uint64 // numbers that came after larger ones
	Gaps     uint64 // that opened, those included that late numbers have closed
	Restarts uint64
}
