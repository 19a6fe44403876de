package source_test

import (
	"slices"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/source"
	"pgregory.net/rapid"
)

// TestOrder: in the order of time, ties in the order of the captures, and a
// capture keeps its own order.
func TestOrder(t *testing.T) {
	for _, c := range []struct {
		want, sequence string
		of             [][]uint32
	}{
		{"a0 b0 a1 b1", "a0 a1 b0 b1", [][]uint32{{1, 3}, {2, 4}}},
		{"a0 b0 c0 a1 b1 c1", "a0 a1 b0 b1 c0 c1", [][]uint32{{5, 6}, {5, 6}, {5, 6}}},
		{"a0 a1 b0 b1", "a0 a1 b0 b1", [][]uint32{{5, 5}, {5, 5}}},
		{"b0 a0 a1 a2", "a0 a1 a2 b0", [][]uint32{{5, 1, 2}, {3}}},
		{"a0 b0 b1 a1 a2 b2", "a0 a1 a2 b0 b1 b2", [][]uint32{{1, 10, 2}, {5, 8, 12}}},
		{"b0 b1", "b0 b1", [][]uint32{{}, {1, 2}}},
		{"", "", [][]uint32{{}, {}}},
		{"", "", nil},
	} {
		for _, sequence := range []bool{false, true} {
			var inputs []source.Input
			for i, times := range c.of {
				name := string(rune('a' + i))
				inputs = append(inputs, in(name, laid(name, times...)))
			}
			want := c.want
			if sequence {
				want = c.sequence
			}
			if got := story(t, source.New(source.Options{Sequence: sequence}, inputs...)); got != want {
				t.Errorf("%v: %q, want %q", c.of, got, want)
			}
		}
	}
}

// TestTimeless: a frame without a time is given at once.
func TestTimeless(t *testing.T) {
	ng := laidNG("b", 9)
	ng = append(ng, 3, 0, 0, 0, 20, 0, 0, 0, 2, 0, 0, 0, 'b', '1', 0, 0, 20, 0, 0, 0) // a simple packet block
	ng = append(ng, laidNG("c", 3)[48:]...)
	if got := story(t, source.New(source.Options{}, in("a", laid("a", 5, 8, 12)), in("b", ng))); got != "a0 a1 b0 b1 c0 a2" {
		t.Errorf("%q", got)
	}
}

// TestQueue: many streams that are each in the order of time come out as a
// stable sort has them.
func TestQueue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type frame struct{ at, stream int }
		var all []frame
		var left [][]int
		var q source.Queue[int]
		for i := range rapid.IntRange(0, 9).Draw(t, "streams") {
			times := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 9).Draw(t, "times")
			slices.Sort(times)
			for _, at := range times {
				all = append(all, frame{at, i})
			}
			left = append(left, times)
			q.Push(time.Unix(int64(times[0]), 0), i)
		}
		slices.SortStableFunc(all, func(a, b frame) int { return a.at - b.at })
		for i, want := range all {
			n := q.First()
			if got := (frame{left[n][0], n}); got != want {
				t.Fatalf("number %d of %v is %v, want %v", i, all, got, want)
			}
			if left[n] = left[n][1:]; len(left[n]) > 0 {
				q.Move(time.Unix(int64(left[n][0]), 0))
			} else {
				q.Drop()
			}
		}
		if q.Len() != 0 {
			t.Fatalf("%d streams are left", q.Len())
		}
	})
}

// BenchmarkMerge: the heap costs a capture alone next to nothing.
func BenchmarkMerge(b *testing.B) {
	long := laid("a", slices.Repeat([]uint32{7}, 100_000)...)
	for b.Loop() {
		for _, err := range source.New(source.Options{}, in("a", long)).Frames() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.SetBytes(int64(len(long)))
}
