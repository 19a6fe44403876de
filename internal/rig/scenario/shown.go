package scenario

import (
	"bytes"
	"slices"
	"strings"
)

// shown holds what a tap saw as nlmon's frames (record/tap) against nlmon's own: the same
// frames, to the byte, copies and what programs send each other included, in the same
// order of each that sends one after the other.
func shown(t *Trace, v *Verdict) {
	got, want := map[queue][]Frame{}, map[queue][]Frame{}
	for _, f := range t.Nlmon {
		if f.Connector() {
			want[queueOf(f)] = append(want[queueOf(f)], f)
		}
	}
	for _, f := range t.Frames {
		got[queueOf(f)] = append(got[queueOf(f)], f)
	}
	for q, list := range want {
		same(v, q, got[q], list)
	}
	for q, list := range got {
		v.That(want[q] != nil, "frames: nlmon has none of %s, of which there are %d", q, len(list))
	}
}

// marked: of each frame it is said who sent it, where that is not the kernel, and which
// socket received it.
func marked(t *Trace, v *Verdict) {
	for _, f := range t.Frames {
		says := func(start string) bool {
			return slices.ContainsFunc(f.Said, func(s string) bool { return strings.HasPrefix(s, start) })
		}
		v.That(f.Way == In || f.Way == Out, "frames: %d does not say its direction", f.Number)
		v.That(f.Way != In || says("cnwire:1 delivery port="), "frames: %d does not say who received it: %q", f.Number, f.Said)
		v.That(f.Way != Out || says("cnwire:1 sender port="), "frames: %d does not say who sent it: %q", f.Number, f.Said)
	}
}

// same holds one queue against another.
func same(v *Verdict, q queue, got, want []Frame) {
	v.That(len(got) == len(want), "frames: %d of %s, nlmon has %d", len(got), q, len(want))
	for i := range min(len(got), len(want)) {
		if g, w := &got[i], &want[i]; g.Head != w.Head || !bytes.Equal(g.Bytes, w.Bytes) {
			v.That(false, "frames: the %d. of %s is %x %x, nlmon has %x %x", i+1, q, g.Head, g.Bytes, w.Head, w.Bytes)
			return
		}
	}
}
