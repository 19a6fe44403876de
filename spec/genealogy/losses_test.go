package genealogy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// event returns the message of a CPU with a number, a second after the epoch and
// a millisecond a frame.
func event(frame uint64, cpu, seq uint32) genealogy.Header {
	return genealogy.Header{Ref: genealogy.Ref{Frame: frame}, Idx: 1, Val: 1, Kind: genealogy.KindEvent, CPU: cpu, Seq: seq, Timed: true,
		Stamp: 1e9 + frame*1e6, Digest: frame}
}

// heard gives messages to Losses and writes what they show.
func heard(l *genealogy.Losses, list ...genealogy.Header) string {
	var out []string
	for i := range list {
		if f, g := l.Add(&list[i], genealogy.Verdict{Class: genealogy.Event}); f != genealogy.Nothing {
			out = append(out, fmt.Sprintf("%d %v %d-%d %d", list[i].Frame, f, g.From.Frame, g.To.Frame, g.Lost))
		}
	}
	return strings.Join(out, "; ")
}

func TestLosses(t *testing.T) {
	for _, c := range []struct {
		what string
		list []genealogy.Header
		want string
		lost uint64
	}{
		{"nothing", []genealogy.Header{event(1, 0, 7), event(2, 0, 8), event(3, 1, 100), event(4, 0, 9), event(5, 1, 101)}, "", 0},
		{"a gap", []genealogy.Header{event(1, 0, 7), event(2, 1, 100), event(3, 0, 10)}, "3 gap 1-3 2", 2},
		{"a gap over the wrap", []genealogy.Header{event(1, 0, 0xfffffffe), event(2, 0, 1)}, "2 gap 1-2 2", 2},
		{"late", []genealogy.Header{event(1, 0, 7), event(2, 0, 10), event(3, 0, 9), event(4, 0, 8), event(5, 0, 11)}, "2 gap 1-2 2; 3 late 1-2 1; 4 late 1-2 0", 0},
		{"late at the start", []genealogy.Header{event(1, 0, 7), event(2, 0, 4), event(3, 0, 8)}, "2 gap 2-1 2", 2},
		{"again", []genealogy.Header{event(1, 0, 7), event(2, 0, 8), event(1, 0, 7), event(3, 0, 9)}, "1 repeated 0-0 0", 0},
	} {
		var l genealogy.Losses
		if got := heard(&l, c.list...); got != c.want || l.Totals().Lost != c.lost {
			t.Errorf("%s: %q, %+v, want %q and %d lost", c.what, got, l.Totals(), c.want, c.lost)
		}
	}
}

// A counter that goes back is another one, and so are those of the other CPUs.
func TestRestart(t *testing.T) {
	var l genealogy.Losses
	late := func(h genealogy.Header) genealogy.Header { h.Stamp += 3600e9; return h }
	got := heard(&l, late(event(1, 0, 500)), late(event(2, 1, 3)), late(event(3, 0, 502)), event(4, 0, 2), event(5, 1, 50), event(6, 1, 52), event(7, 0, 3))
	if want := "3 gap 1-3 1; 4 restart 3-4 0; 6 gap 5-6 1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if total := l.Totals(); total.Lost != 2 || total.Restarts != 1 || total.Messages != 7 {
		t.Errorf("%+v", total)
	}
	// The first message of a CPU that nobody has heard of shows it too.
	var m genealogy.Losses
	if got := heard(&m, late(event(1, 0, 500)), event(2, 1, 3), event(3, 0, 9)); got != "2 restart 1-2 0" {
		t.Errorf("%q", got)
	}
}

// Times are compared with the latest of all CPUs, not with that of the message
// before, which may be a little older.
func TestRestartGoesByTheLatest(t *testing.T) {
	at := func(h genealogy.Header, ms uint64) genealogy.Header { h.Stamp = ms * 1e6; return h }
	var l genealogy.Losses
	got := heard(&l, at(event(1, 1, 5), 9000), at(event(2, 0, 50), 10000), at(event(3, 1, 6), 9300), at(event(4, 0, 52), 9000), at(event(5, 0, 54), 8900))
	if want := "4 gap 2-4 1; 5 restart 4-5 0"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What has no number of its own is not counted: answers up to 4.6, requests,
// other ids, what has no CPU, what user space wrote.
func TestNotCounted(t *testing.T) {
	var l genealogy.Losses
	old := event(2, 0xffffffff, 90)
	old.Kind = genealogy.KindAnswer
	ask := event(3, 0, 95)
	ask.Kind, ask.Timed = genealogy.KindRequest, false
	w1 := event(4, 0, 95)
	w1.Idx = 3
	forged := event(4, 0, 1000)
	forged.Port = 4001
	if got := heard(&l, event(1, 0, 7), old, ask, w1, forged, event(5, 0, 8)); got != "" || l.Totals().Messages != 2 {
		t.Errorf("%q, %+v", got, l.Totals())
	}
	h := event(6, 0, 12)
	if f, _ := l.Add(&h, genealogy.Verdict{Class: genealogy.Copy}); f != genealogy.Nothing || l.Totals().Copies != 1 || l.Totals().Lost != 0 {
		t.Errorf("a copy shows %v", f)
	}
}

// After a request for some events only, gaps are filtered or lost, but not on a
// kernel that did not know such requests, and not those before it.
func TestFiltered(t *testing.T) {
	masked := genealogy.Header{Idx: 1, Val: 1, Kind: genealogy.KindRequest, Masked: true, Port: 5}
	for _, c := range []struct {
		kernel spec.Version
		want   genealogy.Totals
	}{
		{spec.Version{}, genealogy.Totals{Messages: 4, Lost: 5, Filtered: 2, Late: 1, Gaps: 2}},
		{spec.Version{6, 6}, genealogy.Totals{Messages: 4, Lost: 5, Filtered: 2, Late: 1, Gaps: 2}},
		{spec.Version{6, 5}, genealogy.Totals{Messages: 4, Lost: 5, Late: 1, Gaps: 2}},
	} {
		l := genealogy.Losses{Kernel: c.kernel}
		heard(&l, event(1, 0, 1), event(2, 0, 5), masked, event(3, 0, 9), event(4, 0, 7))
		if got := l.Totals(); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.kernel, got, c.want)
		}
		if gaps := l.Gaps(); len(gaps) != 2 || gaps[0].Filtered || gaps[1].Filtered != (c.want.Filtered > 0) || gaps[1].Lost != 2 {
			t.Errorf("%v: %+v", c.kernel, gaps)
		}
	}
	l := genealogy.Losses{Filtered: true}
	heard(&l, event(1, 0, 1), event(2, 0, 5))
	if l.Totals().Filtered != 3 {
		t.Errorf("%+v", l.Totals())
	}
}

// More CPUs than are followed, each with a gap that cannot be seen: nothing is
// reported that is not so, and nothing grows.
func TestManyCPUs(t *testing.T) {
	var l genealogy.Losses
	for round := range uint32(3) {
		for cpu := range uint32(5000) {
			h := event(uint64(round*5000+cpu+1), cpu, round*2)
			h.Stamp = 1e9
			l.Add(&h, genealogy.Verdict{Class: genealogy.Event})
		}
	}
	if total := l.Totals(); total.Lost != 0 || total.Restarts != 0 || total.Messages != 15000 {
		t.Errorf("%+v", total)
	}
	if n := len(l.Ends()); n != 1024 {
		t.Errorf("%d CPUs are followed", n)
	}
}
