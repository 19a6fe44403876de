package notes_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
	"pgregory.net/rapid"
)

// TestHostile: whatever the bytes are, a checker ends without a panic, every
// note is of a kind and in its frame, and what is counted is what is made.
func TestHostile(t *testing.T) {
	_, list, _ := records(t, capture(t, "amd64-6.1.192-nlmon.pcap"))
	kinds := map[string]notes.Kind{}
	for _, k := range notes.Kinds() {
		kinds[k.Name] = k
	}
	checks, odd := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		checks++
		p := newTape(t)
		for range rapid.IntRange(1, 6).Draw(rt, "frames") {
			f := bytes.Clone(list[rapid.IntRange(0, 400).Draw(rt, "frame")][16:])
			for range rapid.IntRange(0, 4).Draw(rt, "changes") {
				f[rapid.IntRange(0, len(f)-1).Draw(rt, "at")] = rapid.Byte().Draw(rt, "to")
			}
			p.raw(f[:rapid.IntRange(0, len(f)).Draw(rt, "cut")], rapid.SampledFrom([]int{0, len(f)}).Draw(rt, "wire"))
		}
		layout := rapid.SampledFrom([]codec.ProcLayout{codec.ProcLayoutNs, codec.ProcLayoutTimespec32, codec.ProcLayoutTimespec64}).Draw(rt, "layout")
		got, c := check(t, p.capture(), layout, 0)
		total := uint64(0)
		for _, n := range c.Counts() {
			total += n.Notes
		}
		if total != uint64(len(got)) {
			rt.Fatalf("%d notes, %d counted", len(got), total)
		}
		for _, n := range got {
			k := kinds[n.Name]
			if k.Severity != n.Severity || k.Group != n.Group || k.Rule != n.Rule || n.Text == "" || n.Offset != nil && *n.Offset > 1<<16 {
				rt.Fatalf("%+v", n)
			}
			if n.Severity == notes.Error {
				odd++
			}
			if _, err := json.Marshal(n); err != nil {
				rt.Fatal(err)
			}
		}
	})
	if odd*100 < checks {
		t.Errorf("only %d errors in %d checks", odd, checks)
	}
}

// TestAllocs: frames without a note cost nothing.
func TestAllocs(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("the race detector allocates")
	}
	p := newTape(t)
	for range uint64(1000) {
		p.event(eventFork, fork(9, 9)).event(eventExec, task(9, 9)).event(eventExit, task(9, 9))
	}
	c := &notes.Checker{Emit: func(n *notes.Note) error { t.Errorf("%+v", n); return nil }}
	frames := new(analysis.Frames)
	frames.Open(must(pcap.NewReader(bytes.NewReader(p.capture())))(t))
	step := func() {
		if err := c.Add(must(frames.Next())(t)); err != nil {
			t.Fatal(err)
		}
	}
	for range 1000 {
		step()
	}
	if n := testing.AllocsPerRun(1500, step); n > 0.1 {
		t.Errorf("%v allocations a frame", n)
	}
}
