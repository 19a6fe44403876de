package statistics

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// totals counts everything.
type totals struct {
	netlink, connector, truncated, malformed uint64
	tally
	events, answers, requests, unknown uint64
	dropped                            uint64 // by the drop counts of frames
	hosts                              int
}

func (s *Statistics) totals() *totals {
	return use(&s.spared, &s.messages, s.messages == nil, func() *totals { return new(totals) })
}

func (t *totals) repeat(frames int, _ int64) {
	n := uint64(frames)
	t.netlink, t.connector, t.copies = t.netlink+n, t.connector+n, t.copies+n
}

func (t *totals) add(f *analysis.Frame) {
	t.dropped += f.DropCount.Value
	t.hosts = max(t.hosts, f.Host.Index()+1)
	if f.Netlink {
		t.netlink++
	}
	if f.IsConnector() {
		t.connector++
	}
	if f.Truncated() {
		t.truncated++
	}
	if f.Err.Err != nil {
		t.malformed++
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		if !t.count(m) {
			continue
		}
		switch m.Kind {
		case genealogy.KindEvent:
			t.events++
		case genealogy.KindAnswer:
			t.answers++
		case genealogy.KindRequest:
			t.requests++
		default:
			t.unknown++
		}
	}
}
