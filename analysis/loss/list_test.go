package loss_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/codec"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// frame is a frame of one event, number n, of a host.
func frame(h *host.Host, n uint64, cpu, seq uint32) *analysis.Frame {
	f := &analysis.Frame{Packet: pcap.Packet{Interface: new(pcap.Interface)}, Host: h, Number: n}
	f.Messages = []analysis.Message{{Kind: genealogy.KindEvent, Header: genealogy.Header{
		Ref: genealogy.Ref{Frame: n, Time: int64(n) * second}, Idx: codec.CnIdxProc, Val: codec.CnValProc, Kind: genealogy.KindEvent,
		CPU: cpu, Seq: seq, Stamp: uint64(n) * second / 1000, Timed: true,
	}}}
	f.Messages[0].Verdict.Class = genealogy.Event
	return f
}

// What is left of gaps at the end: those that numbers closed which came late are not
// there, those that passed frames opened neither; the numbers around are those of the
// messages of that processor, also where the first to come was not the first sent, and
// where they begin anew behind 32 bits.
func TestList(t *testing.T) {
	var got []string
	l := loss.List{Each: func(o *loss.Lost) error {
		got = append(got, fmt.Sprintf("cpu %d: %d of %d to %d, frames %d and %d, %d s, %v", o.CPU, o.Lost, o.FromSeq, o.ToSeq, o.From.Frame, o.To.Frame, o.To.Time/second, o.Proof))
		return nil
	}, Filters: analysis.Unfiltered}
	n := uint64(0)
	for _, m := range []struct {
		cpu, seq uint32
		passed   bool
	}{
		{0, 10, false}, {0, 13, false}, // 11 and 12 are missing
		{1, 70, false}, {1, 72, false}, {1, 71, false}, // closed
		{0, 12, false},                // of the first gap
		{1, 80, true}, {1, 81, false}, // nobody asks for that
		{2, 5, false}, {2, 2, false}, // sent before: 3 and 4 are missing
		{3, 0xfffffffe, false}, {3, 1, false},
	} {
		n++
		take := l.Add
		if m.passed {
			take = l.Pass
		}
		if err := take(frame(nil, n, m.cpu, m.seq)); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) > 0 {
		t.Errorf("before the end: %q", got)
	}
	if err := l.End(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"cpu 0: 1 of 10 to 13, frames 1 and 2, 2 s, unfiltered",
		"cpu 2: 2 of 2 to 5, frames 10 and 9, 9 s, unfiltered",
		"cpu 3: 2 of 4294967294 to 1, frames 11 and 12, 12 s, unfiltered",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What proves a loss: R29.
func TestProofs(t *testing.T) {
	for name, c := range map[string]struct {
		listens, filtered bool
		later             bool   // who listens comes behind the first event
		drops             uint64 // that the frame behind the gap counts
		statistics        uint64 // that stand behind the last frame
		want              loss.Proof
	}{
		"nothing":                           {want: loss.Unproven},
		"a listener that asked for all":     {listens: true, want: loss.Listener},
		"a drop count":                      {drops: 2, want: loss.Dropped},
		"a drop count, before who asked":    {listens: true, later: true, drops: 2, want: loss.Dropped},
		"a drop count that is too small":    {drops: 1, want: loss.Unproven},
		"statistics of the interface":       {statistics: 2, want: loss.Dropped},
		"whoever asks says there are masks": {listens: true, filtered: true, want: loss.Unproven},
	} {
		var got []loss.Proof
		l := loss.List{Each: func(o *loss.Lost) error { got = append(got, o.Proof); return nil }}
		if c.filtered {
			l.Filters = analysis.Filtered
		}
		on := new(pcap.Interface)
		frames := []*analysis.Frame{frame(nil, 1, 0, 1), frame(nil, 2, 0, 4)}
		if c.listens {
			var all analysis.Frames
			at := 0
			if c.later {
				at = 1
			}
			frames = slices.Insert(frames, at, all.Feed(&testframes.Packets(t, "listen")[0]).Clone())
		}
		for i, f := range frames {
			f.Interface, f.Number = on, uint64(i+1)
			f.Messages[0].Frame = f.Number
			if f == frames[len(frames)-1] {
				f.DropCount.Value = c.drops
			}
			if err := l.Add(f); err != nil {
				t.Fatal(err)
			}
		}
		if c.statistics > 0 {
			on.Statistics = &pcap.Statistics{Dropped: pcap.Optional[uint64]{Value: c.statistics}}
		}
		if err := l.End(); err != nil || len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

// No gap is left out, however many there are, and the memory for them is bounded.
func TestManyGaps(t *testing.T) {
	const gaps = 1<<16 + 1000
	rows, lost, early := 0, uint64(0), 0
	l := loss.List{Each: func(o *loss.Lost) error {
		rows++
		lost += o.Lost
		if o.ToSeq-o.FromSeq != 2 || o.From.Frame+1 != o.To.Frame {
			t.Fatalf("%+v", o)
		}
		return nil
	}}
	for n := range uint64(gaps + 1) {
		if err := l.Add(frame(nil, n+1, 0, uint32(2*n))); err != nil {
			t.Fatal(err)
		}
	}
	early = rows
	if err := l.End(); err != nil || rows != gaps || lost != gaps || early != 1000 {
		t.Errorf("%d of %d gaps, %d of them before the end, %d lost: %v", rows, gaps, early, lost, err)
	}
}

var errFull = errors.New("full")

// The first error of whoever takes them comes back, and he gets no more.
func TestListStops(t *testing.T) {
	calls := 0
	l := loss.List{Each: func(*loss.Lost) error { calls++; return errFull }}
	for n, seq := range []uint32{1, 3, 5} {
		if err := l.Add(frame(nil, uint64(n+1), 0, seq)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.End(); !errors.Is(err, errFull) || calls != 1 {
		t.Errorf("%v and %d calls", err, calls)
	}
}
