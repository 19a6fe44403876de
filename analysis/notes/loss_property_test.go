package notes_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// TestLostIsWhatWasTaken: of a kernel's capture, with each event once or more,
// any events are taken out with all their copies. The losses add up to as many
// as were taken between the first and the last that are left of each CPU. Copies
// alone are never lost.
func TestLostIsWhatWasTaken(t *testing.T) {
	head, list, events := records(t, capture(t, "amd64-6.1.192-nlmon.pcap"))
	checks, losses, copiesOnly := 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		checks++
		from := rapid.IntRange(0, len(list)-window).Draw(rt, "from")
		takes := rapid.SliceOfN(rapid.IntRange(0, 9), window, window).Draw(rt, "takes")
		rarely := rapid.IntRange(1, 9).Draw(rt, "rarely") // an event is taken when its number is as large
		taken, left := map[numbered]bool{}, map[numbered]bool{}
		copyGone := false
		out := bytes.Clone(head)
		for i, take := range takes {
			e := events[from+i]
			switch {
			case e == nil:
			case taken[*e]:
				continue
			case left[*e] && take == 0:
				copyGone = true
				continue
			case !left[*e] && take >= rarely && rarely < 9:
				taken[*e] = true
				continue
			default:
				left[*e] = true
			}
			out = append(out, list[from+i]...)
		}
		want := between(left, taken)
		got, _ := check(t, out, 0, 0)
		if lostIn(got) != want {
			rt.Fatalf("lost %d, taken %d", lostIn(got), want)
		}
		switch {
		case want > 0:
			losses++
		case copyGone:
			copiesOnly++
		}
	})
	// One check in ten loses copies alone: fewer than a hundred may have none.
	if checks >= 100 && (losses*100 < checks || copiesOnly*100 < checks) {
		t.Errorf("of %d checks only %d lost events, and %d copies alone", checks, losses, copiesOnly)
	}
}

// window is how many records a check has.
const window = 64

// between counts the taken events between the first and the last left of their
// CPU.
func between(left, taken map[numbered]bool) (n uint64) {
	low, high := map[uint32]uint32{}, map[uint32]uint32{}
	for e := range left {
		if at, known := low[e.cpu]; !known || e.seq < at {
			low[e.cpu] = e.seq
		}
		high[e.cpu] = max(high[e.cpu], e.seq)
	}
	for e := range taken {
		if at, known := low[e.cpu]; known && at < e.seq && e.seq < high[e.cpu] {
			n++
		}
	}
	return n
}
