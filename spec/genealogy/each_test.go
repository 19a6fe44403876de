package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
)

// A request of w1 has a status for each of its commands: so many equal ones in a row
// are answers, and one more is a copy. What a message counts is what it holds.
func TestEach(t *testing.T) {
	for _, c := range []struct {
		name     string
		commands uint32   // of the request
		statuses []uint32 // commands in each status
		want     string   // r for a reply, c for a copy
	}{
		{"one", 1, []uint32{1, 1, 1}, "rcc"},
		{"two", 2, []uint32{1, 1, 1, 1}, "rrcc"},
		{"five", 5, []uint32{1, 1, 1, 1, 1, 1}, "rrrrrc"},
		{"a bundle of two", 2, []uint32{2, 2}, "rc"},
		{"two bundles", 4, []uint32{2, 2, 2}, "rrc"},
		{"less than a bundle is left", 3, []uint32{2, 2}, "rc"},
		{"nothing is known", 0, []uint32{0, 0}, "rc"},
	} {
		var tracker genealogy.Tracker
		ask := genealogy.Header{Ref: genealogy.Ref{Frame: 1}, Idx: 3, Val: 1, Seq: 50, Ack: 9, Port: 4711, Kind: genealogy.KindRequest, Commands: c.commands}
		tracker.Add(&ask)
		got, first := "", uint64(0)
		for i, n := range c.statuses {
			h := genealogy.Header{Ref: genealogy.Ref{Frame: uint64(2 + i)}, Idx: 3, Val: 1, Seq: 50, Ack: 9, Kind: genealogy.KindDialog, Commands: n, Digest: 7}
			switch v := tracker.Add(&h); {
			case v.Class == genealogy.Reply && v.Of.Frame == 1 && v.Rule == "ack":
				got, first = got+"r", h.Frame
			case v.Class == genealogy.Copy && v.Of.Frame == first:
				got += "c"
			default:
				got += "?"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Where nobody who asked was seen, and of an id whose requests have no answer for
// each command, an equal message is a copy.
func TestEachOfNobody(t *testing.T) {
	for _, idx := range []uint32{3, 77} {
		var tracker genealogy.Tracker
		if idx == 77 {
			tracker.Add(&genealogy.Header{Ref: genealogy.Ref{Frame: 1}, Idx: idx, Val: 1, Seq: 50, Ack: 9, Port: 4711, Commands: 2})
		}
		for frame := range uint64(2) {
			h := genealogy.Header{Ref: genealogy.Ref{Frame: 2 + frame}, Idx: idx, Val: 1, Seq: 50, Ack: 10, Kind: genealogy.KindDialog, Commands: 1, Digest: 7}
			if v := tracker.Add(&h); frame == 1 && v.Class != genealogy.Copy {
				t.Errorf("%d:1: %v, want a copy", idx, v.Class)
			}
		}
	}
}
