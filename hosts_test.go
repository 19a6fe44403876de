package cnwire_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/cnwire/cnwire"
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/analysis/who"
)

// Two captures are two hosts: what each lost, and which messages are copies, is
// what it is alone.
func TestEventsOfHosts(t *testing.T) {
	type account struct{ events, copies, lost uint64 }
	count := func(inputs ...source.Input) map[string]account {
		all := map[string]account{}
		for ev, err := range cnwire.EventsOf(inputs...) {
			if err != nil {
				t.Fatal(err)
			}
			a := all[ev.Host]
			a.events++
			a.lost += ev.Lost
			if ev.Copy {
				a.copies++
			}
			all[ev.Host] = a
		}
		return all
	}
	read := func(name string) source.Input {
		b, err := os.ReadFile(demo)
		if err != nil {
			t.Fatal(err)
		}
		return source.Reader(name, bytes.NewReader(b))
	}
	alone, both := count(read("a")), count(read("a"), read("b"))
	if a := alone["a"]; len(alone) != 1 || a.events != 31 || a.copies != 1 || a.lost == 0 {
		t.Errorf("alone %+v", alone)
	}
	if len(both) != 2 || both["a"] != alone["a"] || both["b"] != alone["a"] {
		t.Errorf("%+v, want twice %+v", both, alone["a"])
	}
	n := map[string]int{}
	for p, err := range cnwire.ProcessesOf(read("a"), read("b")) {
		if err != nil {
			t.Fatal(err)
		}
		n[p.Host]++
	}
	if n["a"] != 9 || n["b"] != 9 || len(n) != 2 {
		t.Errorf("processes %v", n)
	}
}

// Who an event is about is said at it, stays with a copy of it, and is nothing where
// no comment tells.
func TestSubjects(t *testing.T) {
	var kept []*cnwire.Event
	var want []analysis.Subject
	fromInit := 0
	for ev, err := range cnwire.Events("record/testdata/amd64-6.1.192/record.alone.pcapng") {
		if err != nil {
			t.Fatal(err)
		}
		if ev.Subject == nil {
			continue
		}
		kept, want = append(kept, ev.Clone()), append(want, *ev.Subject)
		if ev.Subject.Parent.Facts.Get(who.Exe) == "/init" {
			fromInit++
		}
	}
	for i, ev := range kept {
		if *ev.Subject != want[i] {
			t.Errorf("frame %d: %+v, it was %+v", ev.Frame, *ev.Subject, want[i])
		}
	}
	if fromInit < 5 {
		t.Errorf("%d events are of children of /init", fromInit)
	}
	for ev, err := range cnwire.Events(demo) {
		if err != nil || ev.Subject != nil {
			t.Errorf("%v, %+v", err, ev.Subject)
		}
	}
}
