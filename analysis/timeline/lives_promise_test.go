package timeline_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// TestLives: each process that ps lists is a life, drawn from its FORK, or first event, to its end,
// or last one; whoever it descends from is one too, and nobody else, each told once; and each event
// is marked where the kernel says.
func TestLives(t *testing.T) {
	ancestors, marked := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		list := taken(t, rt)
		s := told(t, list, new(timeline.Timeline))
		if s.wrong != "" {
			rt.Fatal(s.wrong)
		}
		lives := map[uint64]timeline.Life{}
		for _, l := range s.lives {
			if _, twice := lives[l.Key]; twice || l.Key == 0 {
				rt.Fatalf("twice, or nobody: %+v", l)
			}
			lives[l.Key] = l
		}
		all := map[uint64]processes.Process{}
		keep := func(p *processes.Process) { all[p.Key] = *p }
		table := processes.Table{Unlisted: keep, Each: func(p *processes.Process) error { keep(p); return nil }}
		play(t, list, table.Add, table.Pass)
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		drawn := map[uint64]bool{}
		for _, p := range all {
			for key := p.Key; p.Chosen && key != 0; key = all[key].Parent {
				drawn[key] = true
			}
		}
		for key := range drawn {
			l, is := lives[key]
			p, known := all[key]
			if !is || known && (l.Parent != p.Parent || l.PID != p.PID || l.Name != p.Called() || s.hosts[l.Host] != p.Host) {
				rt.Fatalf("%v %+v, want %+v", is, l, p)
			}
			if !p.Chosen {
				ancestors++
				continue
			}
			if from, to := bar(&p); l.Process == nil || !l.Placed || l.From != from || l.To != to {
				rt.Fatalf("from %d to %d, want %d to %d: %+v", l.From, l.To, from, to, p)
			}
		}
		if len(lives) != len(drawn) {
			rt.Fatalf("%d lives, want %d", len(lives), len(drawn))
		}
		stamps := map[uint64]int64{} // of frames whose event is a mark
		for i, p := range list {
			if !p.passed && !p.copied && !p.foreign && p.event[:4] != "fork" {
				stamps[uint64(i+1)] = p.stamp
			}
		}
		for _, m := range s.marks {
			p := all[m.Life]
			from, _ := bar(&p)
			stamp, is := stamps[m.Frame]
			if want := from + stamp - int64(begun(&p).Stamp); !is || m.At != want {
				rt.Fatalf("%+v, want %d %v", m, want, is)
			}
			delete(stamps, m.Frame)
			marked++
		}
		if len(stamps) != 0 {
			rt.Fatalf("no mark of the frames %v", stamps)
		}
	})
	if !testkit.Few() && (ancestors == 0 || marked == 0) {
		t.Errorf("%d lives of ancestors, %d marks", ancestors, marked)
	}
}

// All that a drawn process descends from is drawn, each once, however many of them a filter did not
// choose.
func TestAncestorsOnce(t *testing.T) {
	var list []shot
	for _, p := range frames.Packets(t, "fork 1 2\nfork 2 3\nfork 3 4\nfork 3 5\nfork 5 6\nexec 4\nexec 6\nexit 3 3 0\nexit 6 6 0") {
		list = append(list, shot{Packet: p, passed: true})
	}
	list[5].passed, list[6].passed = false, false
	var got []int
	for _, l := range told(t, list, new(timeline.Timeline)).lives {
		got = append(got, int(l.PID))
	}
	if slices.Sort(got); !slices.Equal(got, []int{1, 2, 3, 4, 5, 6}) {
		t.Errorf("%v", got)
	}
}

// begun is when a process began, as far as it was seen.
func begun(p *processes.Process) analysis.Moment {
	if p.Start.Seen() {
		return p.Start
	}
	return p.First
}

// bar is from where to where a process is drawn: its length is what the kernel says.
func bar(p *processes.Process) (from, to int64) {
	until := p.Last
	if p.End.Seen() {
		until = p.End
	}
	from = begun(p).Time
	return from, from + int64(until.Stamp) - int64(begun(p).Stamp)
}

// What comes so late that lives are not in order has the time at which it was captured, and no bar
// goes back.
func TestLateLives(t *testing.T) {
	var list []shot
	for _, p := range frames.Packets(t, "exit 5 5 0\nexec 7"+lines(5000)+"exec 5"+lines(3000)+"exec 6"+lines(2000)+"exec 6") {
		list = append(list, shot{Packet: p})
	}
	late := list[0] // which happened before all else
	late.Time = late.Time.Add(4 * time.Second)
	list = append(list[1:], late)
	s := told(t, list, new(timeline.Timeline))
	for _, l := range s.lives {
		if l.To < l.From {
			t.Errorf("%+v", l)
		}
	}
	found := false
	for _, m := range s.marks {
		if m.Frame == uint64(len(list)) {
			found = true
			if want := late.Time.UnixNano(); m.At != want {
				t.Errorf("%+v, want %d", m, want)
			}
		}
	}
	if !found || len(s.lives) != 3 {
		t.Errorf("%+v, %+v", s.lives, s.marks)
	}
}

// lines are so many lines of a script, which are milliseconds.
func lines(n int) string { return strings.Repeat("\n", n) }

// A request is told once, however many answers it has.
func TestRequestsOnce(t *testing.T) {
	var list []shot
	frames.Each(t, frames.Capture(t, "amd64-6.1.192/w1bus.nlmon.pcap"), func(f *analysis.Frame) {
		list = append(list, shot{Packet: f.Clone().Packet})
	})
	further := 0
	of := pairs.Pairs{Unsolicited: true, Emit: func(p *pairs.Pair) error {
		if p.Further {
			further++
		}
		return nil
	}}
	play(t, list, of.Add, of.Pass)
	if err := of.End(); err != nil {
		t.Fatal(err)
	}
	if s := told(t, list, new(timeline.Timeline)); s.asked != int(of.Requests+of.Alone) || further == 0 {
		t.Errorf("%d requests, want %d; %d further answers", s.asked, of.Requests+of.Alone, further)
	}
}
