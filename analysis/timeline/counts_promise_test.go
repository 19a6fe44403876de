package timeline_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/testkit"
)

// missingOf says of packets of a host, as they come, how many numbers lack between the smallest and
// the largest, and between which: R26, R27.
type missingOf struct {
	came      map[int]bool
	low, high shot
	gaps      []*lack
}

type lack struct {
	from, to    int // numbers that came
	left, right int64
	n           uint64
}

func (m *missingOf) take(p shot) {
	switch {
	case len(m.came) == 0:
		m.came, m.low, m.high = map[int]bool{}, p, p
	case p.seq > m.high.seq:
		m.gaps = append(m.gaps, &lack{m.high.seq, p.seq, m.high.at, p.at, uint64(p.seq - m.high.seq - 1)})
		m.high = p
	case p.seq < m.low.seq:
		m.gaps = append(m.gaps, &lack{p.seq, m.low.seq, p.at, m.low.at, uint64(m.low.seq - p.seq - 1)})
		m.low = p
	case !m.came[p.seq]:
		for _, g := range m.gaps {
			if g.from < p.seq && p.seq < g.to {
				g.n--
			}
		}
	}
	m.came[p.seq] = true
}

func (m *missingOf) sum() (n uint64) {
	for _, g := range m.gaps {
		n += g.n
	}
	return n
}

// TestCounts: what a timeline counts is what a slow count of the packets says: messages by
// intervals, each from the first frame of its host on, of which empty ones are told once; what is
// missing, and what the capture dropped, as it grows; and at the end the gaps.
func TestCounts(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		list := taken(t, rt)
		every := time.Duration(rapid.IntRange(1, 5).Draw(rt, "interval")) * ms
		tl := &timeline.Timeline{Interval: every, Filters: rapid.SampledFrom([]analysis.Filters{analysis.Filtered, analysis.Unfiltered}).Draw(rt, "filters")}
		s := told(t, list, tl)
		if s.wrong != "" {
			rt.Fatal(s.wrong)
		}
		for number, name := range s.hosts {
			var zero, at int64
			var placed bool
			var last int64 // interval
			messages := map[int64]uint64{}
			var sums, was [timeline.NumCounters]uint64
			var want [timeline.NumCounters][]string
			missing := new(missingOf)
			for _, p := range list {
				if p.host != name {
					continue
				}
				sums[timeline.Dropped] += p.DropCount.Value
				if !p.foreign {
					if at = p.at; !placed {
						zero, placed = at, true
					}
					last = max(last, (at-zero)/int64(every))
					if !p.passed && !p.copied {
						messages[last]++
					}
					missing.take(p)
				}
				if sums[timeline.Lost] = missing.sum(); tl.Filters == analysis.Filtered {
					sums[timeline.Filtered] = sums[timeline.Lost]
				}
				for c := timeline.Lost; c < timeline.NumCounters; c++ {
					if placed && sums[c] != was[c] {
						was[c] = sums[c]
						want[c] = append(want[c], fmt.Sprint(at-zero, " ", sums[c]))
					}
				}
			}
			for c := timeline.Lost; c < timeline.NumCounters; c++ {
				var got []string
				for _, one := range s.counts[number][c] {
					got = append(got, fmt.Sprint(one.At-zero, " ", one.Value))
				}
				if fmt.Sprint(got) != fmt.Sprint(want[c]) {
					rt.Fatalf("%s: %v %q, want %q", name, c, got, want[c])
				}
				seen[c.String()] += len(got)
			}
			if placed {
				inIntervals(rt, s.counts[number][timeline.Messages], messages, zero, last, every)
			}
			var gaps []string
			for _, g := range missing.gaps {
				if g.n > 0 {
					gaps = append(gaps, fmt.Sprint(g.left, max(g.left, g.right), g.n, tl.Filters == analysis.Filtered))
				}
				if g.right < g.left {
					seen["back"]++
				}
			}
			var got []string
			for _, g := range s.gaps[number] {
				got = append(got, fmt.Sprint(g.From, g.To, g.Lost, g.Filtered))
			}
			if fmt.Sprint(got) != fmt.Sprint(gaps) {
				rt.Fatalf("%s: gaps %q, want %q", name, got, gaps)
			}
		}
	})
	if !testkit.Few() && len(seen) != 4 {
		t.Errorf("%v", seen)
	}
}

// inIntervals holds what was told of messages against how many each interval has.
func inIntervals(t *rapid.T, told []timeline.Count, messages map[int64]uint64, zero, last int64, every time.Duration) {
	value, next := uint64(0), 0
	for i := int64(0); i <= last+1; i++ { // the one behind the last has none
		at := zero + i*int64(every)
		for next < len(told) && told[next].At <= at {
			one := told[next]
			if one.At != at || one.Every != every {
				t.Fatalf("%+v is of no interval", one)
			}
			if next > 0 && one.Value == 0 && value == 0 && next < len(told)-1 {
				t.Fatalf("%+v is told twice", one)
			}
			value, next = one.Value, next+1
		}
		if value != messages[i] {
			t.Fatalf("%d messages in interval %d of %v, want %d: %+v", value, i, every, messages[i], told)
		}
	}
	if next < len(told) || value != 0 {
		t.Fatalf("behind the end: %+v", told[next:])
	}
}
