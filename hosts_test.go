package cnwire_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/cnwire/cnwire"
	"github.com/cnwire/cnwire/analysis/source"
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
