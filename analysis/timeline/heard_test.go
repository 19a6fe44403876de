package timeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

const ms = 1_000_000

// heard is a sink that keeps all.
type heard struct {
	began  int
	hosts  map[int]string
	lives  []timeline.Life
	marks  []timeline.Mark
	counts map[int][timeline.NumCounters][]timeline.Count
	gaps   map[int][]timeline.Gap
	asked  int
	wrong  string // something of a host that was not told of
}

func (s *heard) of(n int) {
	if _, told := s.hosts[n]; !told || s.began != 1 {
		s.wrong = fmt.Sprintf("something of host %d, behind %d beginnings", n, s.began)
	}
}
func (s *heard) Begin(int64, bool) error       { s.began++; return nil }
func (s *heard) Host(n int, name string) error { s.hosts[n] = name; return nil }
func (s *heard) Life(l *timeline.Life) error {
	s.of(l.Host)
	s.lives = append(s.lives, *l)
	return nil
}
func (s *heard) Mark(m *timeline.Mark) error {
	s.of(m.Host)
	s.marks = append(s.marks, *m)
	return nil
}
func (s *heard) Count(c *timeline.Count) error {
	s.of(c.Host)
	of := s.counts[c.Host]
	of[c.Counter] = append(of[c.Counter], *c)
	s.counts[c.Host] = of
	return nil
}
func (s *heard) Gap(g *timeline.Gap) error {
	s.of(g.Host)
	s.gaps[g.Host] = append(s.gaps[g.Host], *g)
	return nil
}
func (s *heard) Request(*timeline.Request) error { s.asked++; return nil }

// shot is a packet of a capture that was drawn by lot, and what is known of it.
type shot struct {
	pcap.Packet
	host    string
	at      int64 // captured
	stamp   int64 // in nanoseconds; the number of its event is its line's place among those of the host
	seq     int
	event   string
	foreign bool // of another family
	copied  bool // it is a copy of one before
	passed  bool
}

// taken are some of the packets of some processes of two hosts: some were lost, some came again,
// some stand earlier than those before, by their times.
func taken(t *testing.T, rt *rapid.T) (list []shot) {
	some := func(percent int, what string) bool { return rapid.IntRange(1, 100).Draw(rt, what) <= percent }
	var lines, hosts, events []string
	var of []int                                                            // processes
	hidden := rapid.SliceOfN(rapid.IntRange(1, 6), 0, 4).Draw(rt, "hidden") // processes that a filter did not choose
	for _, name := range []string{"a", "b"} {
		lines = append(lines, "host "+name)
		for range rapid.IntRange(1, 25).Draw(rt, "packets") {
			pid := rapid.IntRange(1, 6).Draw(rt, "pid")
			one := fmt.Sprintf(rapid.SampledFrom([]string{"fork %d %[2]d", "fork %d %[2]d", "exec %d", "exit %d %[1]d 0", "comm %d %[1]d x", "again"}).Draw(rt, "event"), pid, pid+rapid.IntRange(1, 3).Draw(rt, "child"))
			if i := strings.Index(one, "%!"); i > 0 {
				one = one[:i]
			}
			if one == "again" && (len(events) == 0 || hosts[len(hosts)-1] != name) {
				one = "exec 1"
			}
			lines = append(append(lines, make([]string, rapid.SampledFrom([]int{0, 0, 0, 1, 4, 9}).Draw(rt, "pause"))...), one)
			hosts, events, of = append(hosts, name), append(events, one), append(of, pid)
		}
	}
	seq := map[string]int{}
	var before shot // that again is of
	kept := map[string]bool{}
	for i, p := range frames.Packets(t, strings.Join(lines, "\n")) {
		one := shot{Packet: p, host: hosts[i], event: events[i], stamp: p.Time.UnixNano() - 1e18, seq: seq[hosts[i]]}
		if one.event == "again" {
			one.event, one.stamp, one.seq = before.event, before.stamp, before.seq
		} else {
			seq[one.host]++
			before = one
		}
		if some(15, "lost") {
			continue
		}
		if some(15, "earlier") {
			one.Time = one.Time.Add(-ms * 3)
		}
		one.at = one.Time.UnixNano()
		if some(15, "drops") {
			one.DropCount = pcap.Of(rapid.Uint64Range(1, 3).Draw(rt, "dropped"))
		}
		if one.foreign = some(5, "foreign"); one.foreign {
			one.Data = slices.Clone(one.Data)
			one.Data[15] = 16
		}
		one.passed = slices.Contains(hidden, of[i]) || some(20, "passed")
		if key := one.host + string(one.Data); !one.foreign {
			one.copied, kept[key] = kept[key], true
		}
		list = append(list, one)
	}
	return list
}

// play hands frames of packets over.
func play(t *testing.T, list []shot, add, pass func(*analysis.Frame) error) {
	t.Helper()
	var all analysis.Frames
	var hosts host.Hosts
	for _, p := range list {
		all.Host = hosts.Of(host.File{Name: "one"}, p.Interface)
		take := add
		if p.passed {
			take = pass
		}
		if err := take(all.Feed(&p.Packet)); err != nil {
			t.Fatal(err)
		}
	}
}

// told is what a timeline tells of packets.
func told(t *testing.T, list []shot, tl *timeline.Timeline) *heard {
	t.Helper()
	s := &heard{hosts: map[int]string{}, counts: map[int][timeline.NumCounters][]timeline.Count{}, gaps: map[int][]timeline.Gap{}}
	tl.Sink = s
	play(t, list, tl.Add, tl.Pass)
	if err := tl.End(); err != nil {
		t.Fatal(err)
	}
	return s
}
