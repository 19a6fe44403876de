package notes_test

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/pcap"
)

// TestPass: a frame that a filter does not choose has no note, but its numbers
// are not lost, its fork is known, and its answer is one.
func TestPass(t *testing.T) {
	p := newTape(t).request(1, 0, 5).answer(5, 1)                        // 1, 2
	p.event(eventFork, fork(9, 9)).event(eventExec, task(9, 0))          // 3, 4: a task that is odd
	p.event(eventExit, task(9, 9)).event(eventExit, task(10, 10))        // 5, 6
	p.raw(p.records[len(p.records)-92:], 0).event(eventExec, task(1, 1)) // 7, 8
	for name, c := range map[string]struct {
		pass map[uint64]bool
		want string
	}{
		"none":         {nil, "answer-error 2/68 task-number 4/68 exit-without-fork 6/68 copies 7/ "},
		"odd ones":     {map[uint64]bool{2: true, 4: true, 6: true}, "copies 7/ "},
		"the usual":    {map[uint64]bool{1: true, 3: true, 5: true, 8: true}, "answer-error 2/68 task-number 4/68 exit-without-fork 6/68 copies 7/ "},
		"all but five": {map[uint64]bool{1: true, 2: true, 3: true, 4: true, 6: true, 7: true, 8: true}, ""},
	} {
		got := ""
		checker := &notes.Checker{Emit: func(n *notes.Note) error {
			got += n.Name + " " + place(t, n) + " "
			return nil
		}}
		frames := new(analysis.Frames)
		frames.Open(must(pcap.NewReader(bytes.NewReader(p.capture())))(t))
		for range 8 {
			f := must(frames.Next())(t)
			take := checker.Add
			if c.pass[f.Number] {
				take = checker.Pass
			}
			if err := take(f); err != nil {
				t.Fatal(err)
			}
		}
		if err := checker.End(); err != nil {
			t.Fatal(err)
		}
		if got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestPassOnce: what is noted once of an interface is noted of the first frame that
// a filter chooses, not lost with one that it does not choose.
func TestPassOnce(t *testing.T) {
	p := newTape(t).event(1, fork(10, 10)).eventIn(be, set{"what": 1}, fork(11, 11)).eventIn(be, set{"what": 1}, fork(12, 12)).eventIn(be, set{"what": 1}, fork(13, 13))
	for first := uint64(1); first <= 4; first++ {
		got := map[string][]uint64{}
		checker := &notes.Checker{Emit: func(n *notes.Note) error {
			got[n.Name] = append(got[n.Name], *n.Frame)
			return nil
		}}
		frames := new(analysis.Frames)
		frames.Open(must(pcap.NewReader(bytes.NewReader(p.capture())))(t))
		for range 4 {
			f := must(frames.Next())(t)
			take := checker.Add
			if f.Number < first {
				take = checker.Pass
			}
			if err := take(f); err != nil {
				t.Fatal(err)
			}
		}
		if err := checker.End(); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"order-mixed", "order-differs"} {
			if want := []uint64{max(first, 2)}; !slices.Equal(got[name], want) {
				t.Errorf("from frame %d on: %s of frames %v, want %v", first, name, got[name], want)
			}
		}
	}
}

// TestNotedOnce: what a copy for another listener repeats is noted of the first.
func TestNotedOnce(t *testing.T) {
	p := newTape(t).event(eventExec, task(9, 0), put32(atHeader, 80), add(0, 0, 0, 0)) // a task that is odd, and bytes behind all
	one := p.records[len(p.records)-96:]
	p.raw(one, 0).raw(one, 0)
	got := map[string][]uint64{}
	list, _ := check(t, p.capture(), 0, 0)
	for _, n := range list {
		if n.Frame != nil {
			got[n.Name] = append(got[n.Name], *n.Frame)
		}
	}
	if want := map[string][]uint64{"task-number": {1}, "bytes-behind": {1}, "copies": {2}}; !maps.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%v, want %v", got, want)
	}
}
