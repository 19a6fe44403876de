package loss_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

const second = 1_000_000_000

// event is a message of CPU 0: its number, its timestamp, and when it was
// captured, in seconds; -1 is not known.
type event struct{ seq, stamp, at int64 }

// add takes an event and says what it shows.
func add(l *loss.Losses, h *host.Host, e event, frame uint64) loss.Found {
	m := &analysis.Message{Kind: genealogy.KindEvent, Header: genealogy.Header{
		Ref: genealogy.Ref{Frame: frame, Time: e.at * second}, Idx: 1, Val: 1, Kind: genealogy.KindEvent,
		Seq: uint32(e.seq), Stamp: uint64(e.stamp * second), Timed: true,
	}}
	if e.at < 0 {
		m.Time = genealogy.NoTime
	}
	m.Verdict.Class = genealogy.Event
	var found loss.Found
	l.Add(&found, &analysis.Frame{Host: h, Number: frame}, m)
	return found
}

// TestReboots: which restart of a counter is that of the machine. R28
func TestReboots(t *testing.T) {
	before := []event{{700, 5000, 10_000}, {701, 5001, 10_001}}
	for _, c := range []struct {
		why           string
		then          event
		booted, mixed bool
	}{
		{"the clock begins anew, when the machine was down a while", event{0, 3, 10_050}, false, false},
		{"and at once: by a second the clocks may differ", event{0, 3, 10_003}, false, false},
		{"but this machine ran already", event{0, 300, 10_050}, false, true},
		{"the clock goes on", event{0, 5050, 10_050}, false, true},
		{"the clock begins anew, who knows when", event{0, 3, -1}, false, false},
		{"it was captured before", event{0, 3, 9_000}, false, true},
		{"the capture says that it is one boot", event{0, 3, 10_050}, true, true},
	} {
		comments := []string{"cnwire:1 host name=a"}
		if c.booted {
			comments[0] += " boot=1"
		}
		var hosts host.Hosts
		h := hosts.Of(host.File{}, &pcap.Interface{Comments: comments})
		var l loss.Losses
		for n, e := range before {
			if f := add(&l, h, e, uint64(n+1)); f.Finding != genealogy.Nothing || f.Mixed {
				t.Fatalf("%+v: %+v", e, f)
			}
		}
		f := add(&l, h, c.then, 3)
		if f.Finding != genealogy.Restart || f.Mixed != c.mixed {
			t.Errorf("%s: %+v, want mixed %v", c.why, f, c.mixed)
		}
	}
}

// TestHosts: each host has losses of its own, and sums are of all. The sentence
// on what cannot be seen names them.
func TestHosts(t *testing.T) {
	var hosts host.Hosts
	a := hosts.Of(host.File{Name: "a\x1b"}, &pcap.Interface{})
	b := hosts.Of(host.File{Name: "b", Number: 1}, &pcap.Interface{})
	var l loss.Losses
	if got, want := l.Blind(), "No message had a number by which losses could be seen."; got != want {
		t.Errorf("%q", got)
	}
	add(&l, a, event{1, 1, 1}, 1)
	if got, want := l.Blind(), "What was lost after the last message of a CPU cannot be seen: after frame 1 on CPU 0."; got != want {
		t.Errorf("%q", got)
	}
	add(&l, b, event{100, 2, 2}, 2)
	add(&l, a, event{4, 3, 3}, 3)
	add(&l, b, event{102, 4, 4}, 4)
	if n := l.Totals(); n.Lost != 3 || n.Gaps != 2 || n.Messages != 4 || n.Restarts != 0 {
		t.Errorf("%+v", n)
	}
	if n, m := l.Of(a).Totals().Lost, l.Of(b).Totals().Lost; n != 2 || m != 1 {
		t.Errorf("%d and %d are lost", n, m)
	}
	want := `What was lost after the last message of a CPU cannot be seen: of a\x1b after frame 3 on CPU 0; of b after frame 4 on CPU 0.`
	if got := l.Blind(); got != want {
		t.Errorf("%q", got)
	}
}
