package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
)

// storm is what many listeners' tap sees of four processors: each event three
// times, and now and then a request with its answer.
func storm(n int) []genealogy.Header {
	d := &dice{1}
	var list []genealogy.Header
	var next [4]uint32
	for i := 0; len(list) < n; i++ {
		h := genealogy.Header{Idx: 1, Val: 1, Kind: genealogy.KindEvent, Timed: true, CPU: uint32(d.below(4)), Stamp: uint64(i) * 1000, Digest: d.roll()}
		h.Seq = next[h.CPU]
		next[h.CPU]++
		if d.once(50) {
			list = append(list, genealogy.Header{Idx: 1, Val: 1, Kind: genealogy.KindRequest, Seq: uint32(i), Ack: uint32(i), Port: 9, Digest: d.roll()})
			h.Kind, h.Ack = genealogy.KindAnswer, uint32(i)+1
		}
		list = append(list, h, h, h)
	}
	for i := range list {
		list[i].Frame = uint64(i + 1)
	}
	return list
}

func BenchmarkTracker(b *testing.B) {
	list := storm(1 << 16)
	var tracker genealogy.Tracker
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		h := &list[i&(1<<16-1)]
		if i&(1<<16-1) == 0 {
			tracker = genealogy.Tracker{}
		}
		tracker.Add(h)
	}
}

func BenchmarkLosses(b *testing.B) {
	list := storm(1 << 16)
	said := verdicts(list)
	var losses genealogy.Losses
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at := i & (1<<16 - 1)
		if at == 0 {
			losses = genealogy.Losses{}
		}
		losses.Add(&list[at], said[at])
	}
}

// A Tracker and Losses that have seen their windows full allocate nothing.
func TestSteadyStateAllocatesNothing(t *testing.T) {
	list := storm(1 << 17)
	var tracker genealogy.Tracker
	var losses genealogy.Losses
	add := func(h *genealogy.Header) { losses.Add(h, tracker.Add(h)) }
	other := genealogy.Header{Idx: 77, Val: 88, Port: 1}
	for i := range list[:1<<16] {
		add(&list[i])
		other.Seq++
		add(&other)
	}
	i := 1 << 16
	if n := testing.AllocsPerRun(1<<15, func() {
		add(&list[i])
		other.Seq++
		add(&other)
		i++
	}); n != 0 {
		t.Errorf("%v allocations a message", n)
	}
}
