package notes_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/pcap"
)

func lossCases() []one {
	gap := func(p *tape, lost uint64) {
		p.event(eventFork, fork(9, 9))
		p.seq[1] += lost
		p.event(eventExec, task(9, 9))
	}
	return []one{
		{"events-lost", 3, -1, func(p *tape) { p.request(1, 0, 5); gap(p, 1) }, func(p *tape) { gap(p, 1) }},
		{"events-filtered", 2, -1, func(p *tape) { gap(p, 1) }, func(p *tape) { gap(p, 0) }},
		{"events-filtered", 3, -1, func(p *tape) { p.request(1, 1, 5); gap(p, 1) }, func(p *tape) { p.request(1, 0, 5); gap(p, 1) }},
		{"counter-restart", 3, -1, func(p *tape) {
			p.seq[1] = 70000
			p.event(eventFork, fork(9, 9)).event(eventExec, task(9, 9))
			p.seq[1] = 0
			p.event(eventExit, task(9, 9))
		}, func(p *tape) {
			p.event(eventFork, fork(9, 9)).event(eventExec, task(9, 9)).event(eventExit, task(9, 9))
		}},
		// The capture is of the seconds 1, 2, 3 since 1970. The first two messages are of a
		// machine that started 1000 s before 1970, the third of one that started at 2.5 s,
		// behind the second message, or at 0.5 s, before it.
		{"reboot", 3, -1, restarts(5e8), restarts(25e8)},
		{"counter-restart", 3, -1, restarts(25e8), restarts(5e8)},
		{"copies", 2, -1, func(p *tape) {
			p.event(eventFork, fork(9, 9))
			p.raw(p.records[16:], 0)
		}, func(p *tape) { p.event(eventFork, fork(9, 9)).event(eventExec, task(9, 9)) }},
	}
}

// TestLossObject: losses stand at the end, in the order of their first frame,
// with where and how many; a number that comes late is taken out again.
func TestLossObject(t *testing.T) {
	p := newTape(t)
	on := func(cpu, seq uint64) {
		p.seq[cpu] = seq
		p.eventIn(le, set{"what": eventExec, "cpu": cpu}, task(9, 9), put32(60, 1e6+uint32(seq)), put32(64, 0))
	}
	on(0, 10) // 1
	on(1, 50) // 2
	on(1, 53) // 3: 51 and 52 are missing
	on(0, 14) // 4: 11 to 13 are missing
	on(1, 51) // 5: late
	list, c := check(t, p.capture(), p.layout, 0)
	if len(list) != 2 {
		t.Fatalf("%s", names(list))
	}
	first, second := list[0], list[1]
	if l := first.Loss; l == nil || l.CPU != 0 || l.FromFrame != 1 || l.ToFrame != 4 || l.Lost != 3 || first.Text != "3 filtered or lost between frames 1 and 4 on CPU 0" {
		t.Errorf("%+v %+v", first, first.Loss)
	}
	if l := second.Loss; l == nil || l.CPU != 1 || l.FromFrame != 2 || l.ToFrame != 3 || l.Lost != 1 {
		t.Errorf("%+v %+v", second, second.Loss)
	}
	if want := "At least 4 messages are filtered or lost. What was lost after the last message of a CPU cannot be seen: after frame 4 on CPU 0, frame 3 on CPU 1."; c.Lost() != want {
		t.Errorf("%s", c.Lost())
	}
}

// TestFilteredByTheUser: a socket's capture does not have its request, and the
// user may know of it.
func TestFilteredByTheUser(t *testing.T) {
	p := newTape(t).event(eventFork, fork(9, 9))
	p.seq[1] += 2
	p.event(eventExec, task(9, 9))
	var got []notes.Note
	c := &notes.Checker{Filters: analysis.Filtered, Emit: func(n *notes.Note) error { got = append(got, *n); return nil }}
	feed(t, p.capture(), 0, c)
	if len(got) != 1 || got[0].Name != "events-filtered" || got[0].Lost != 2 {
		t.Errorf("%s", names(got))
	}
}

// TestManyGapsThatClose: of more gaps than their numbers are known of, late
// numbers take back all, or all but one, wherever that is noted.
func TestManyGapsThatClose(t *testing.T) {
	const gaps = 1200
	for left := range uint64(2) {
		p := newTape(t)
		on := func(seq uint64) {
			p.seq[0] = seq
			p.eventIn(le, set{"what": eventExec, "cpu": 0}, task(9, 9), put32(60, 1e6+uint32(seq)), put32(64, 0))
		}
		for i := range uint64(gaps + 1) {
			on(2*i + 10)
		}
		for i := range gaps - left {
			on(2*i + 11)
		}
		list, c := check(t, p.capture(), p.layout, 0)
		if lostIn(list) != left || uint64(len(list)) != left || strings.Contains(c.Lost(), "At least") != (left > 0) {
			t.Errorf("%d are missing; noted are %d in %d notes; %s", left, lostIn(list), len(list), c.Lost())
		}
	}
}

// TestGapsOfPassedFrames: a gap is noted when the frame that opened it is chosen.
func TestGapsOfPassedFrames(t *testing.T) {
	p := newTape(t).event(eventFork, fork(9, 9))
	for range 3 {
		p.seq[1]++
		p.event(eventExec, task(9, 9))
	}
	got := ""
	c := &notes.Checker{Emit: func(n *notes.Note) error { got += n.Text + "; "; return nil }}
	frames := new(analysis.Frames)
	frames.Open(must(pcap.NewReader(bytes.NewReader(p.capture())))(t))
	for range 4 {
		f := must(frames.Next())(t)
		take := c.Add
		if f.Number%2 == 0 {
			take = c.Pass
		}
		if err := take(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.End(); err != nil {
		t.Fatal(err)
	}
	if want := "1 filtered or lost between frames 2 and 3 on CPU 1; "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// restarts is a machine with a large uptime, and behind it one with another.
func restarts(stamp uint64) func(*tape) {
	stamped := func(ns uint64) change {
		return func(f []byte) []byte { le.PutUint64(f[atCPU+4:], ns); return f }
	}
	return func(p *tape) {
		p.seq[1] = 70000
		p.event(eventFork, fork(9, 9), stamped(1001e9)).event(eventExec, task(9, 9), stamped(1002e9))
		p.seq[1] = 0
		p.event(eventExit, task(9, 9), stamped(stamp))
	}
}
