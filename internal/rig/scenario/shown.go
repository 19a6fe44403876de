package scenario

import (
	"bytes"
	"slices"
	"strings"
)

// shown holds what a tap saw as nlmon's frames (record/tap) against nlmon's own: the same
// frames, to the byte, copies and what programs send each other included, in the same
// order for each CPU. Who sent what is not the kernel's, and which socket received it, it
// says besides.
func shown(t *Trace, v *Verdict) {
	want := map[uint32][]Frame{}
	for _, f := range t.Nlmon {
		if f.Connector() {
			want[queueOf(f)] = append(want[queueOf(f)], f)
		}
	}
	got := map[uint32][]Frame{}
	for _, f := range t.Frames {
		got[queueOf(f)] = append(got[queueOf(f)], f)
		says := func(start string) bool {
			return slices.ContainsFunc(f.Said, func(s string) bool { return strings.HasPrefix(s, start) })
		}
		v.That(f.Way == In || f.Way == Out, "frames: %d does not say its direction", f.Number)
		v.That(f.Way != In || says("cnwire:1 delivery port="), "frames: %d does not say who received it: %q", f.Number, f.Said)
		v.That(f.Way != Out || says("cnwire:1 sender port="), "frames: %d does not say who sent it: %q", f.Number, f.Said)
	}
	for cpu, list := range want {
		same(v, cpu, got[cpu], list)
	}
	for cpu, list := range got {
		v.That(want[cpu] != nil, "frames: nlmon has none of CPU %d, of which there are %d", cpu, len(list))
	}
}

// same holds one queue against another.
func same(v *Verdict, cpu uint32, got, want []Frame) {
	v.That(len(got) == len(want), "frames: %d of CPU %#x, nlmon has %d", len(got), cpu, len(want))
	for i := range min(len(got), len(want)) {
		if g, w := &got[i], &want[i]; g.Head != w.Head || !bytes.Equal(g.Bytes, w.Bytes) {
			v.That(false, "frames: the %d. of CPU %#x is %x %x, nlmon has %x %x", i+1, cpu, g.Head, g.Bytes, w.Head, w.Bytes)
			return
		}
	}
}
