package genealogy

import (
	"math"
	"testing"
)

func TestHoles(t *testing.T) {
	var s holes
	s.add(hole{from: 10, to: 14, gap: 1})
	s.add(hole{from: 20, to: 20, gap: 2, filtered: true})
	s.add(hole{from: 2, to: 3, gap: 3}) // below
	for _, c := range []struct {
		number, gap uint64
		ok          bool
	}{
		{1, 0, false}, {4, 0, false}, {9, 0, false}, {15, 0, false}, {21, 0, false},
		{12, 1, true}, {12, 0, false}, // from the middle
		{10, 1, true}, {10, 0, false}, {14, 1, true}, {14, 0, false}, // from the ends
		{11, 1, true}, {13, 1, true}, {11, 0, false}, {13, 0, false}, // the rest
		{20, 2, true}, {20, 0, false}, {3, 3, true}, {2, 3, true}, {2, 0, false},
	} {
		was, ok := s.fill(c.number)
		if ok != c.ok || was.gap != c.gap || was.filtered != (was.gap == 2) {
			t.Errorf("%d: %+v %v, want gap %d", c.number, was, ok, c.gap)
		}
	}
	if len(s.list) != 0 {
		t.Errorf("left: %+v", s.list)
	}
}

// Of more holes than are remembered, as many numbers can come late as were
// missing, and no more.
func TestForgottenHoles(t *testing.T) {
	var s holes
	for i := range uint64(holeWindow + 2) {
		s.add(hole{from: 10 * i, to: 10*i + 4, gap: i, filtered: i == 1})
	}
	if len(s.list) != holeWindow {
		t.Fatalf("%d holes", len(s.list))
	}
	if was, ok := s.fill(22); !ok || was.gap != 2 {
		t.Errorf("the oldest remembered one: %+v %v", was, ok)
	}
	// That made two of one, so a third is forgotten, with the two numbers 20 and 21.
	filled, filtered := 0, 0
	for n := range uint64(22) {
		if was, ok := s.fill(n); ok {
			if filled++; was.filtered {
				filtered++
			}
			if was.gap != math.MaxUint64 {
				t.Errorf("%d: gap %d is known", n, was.gap)
			}
		}
	}
	if filled != 12 || filtered != 5 {
		t.Errorf("%d numbers, %d of them filtered; want 12 and 5", filled, filtered)
	}
	if _, ok := s.fill(23); !ok {
		t.Error("23 is forgotten too")
	}
}

// A hole below all others, whether it is forgotten at once or not, hides none of
// those that were forgotten, and none of them hides it.
func TestHolesBelowForgotten(t *testing.T) {
	for _, room := range []bool{false, true} {
		var s holes
		for i := range uint64(holeWindow + 1) {
			s.add(hole{from: 100 + 2*i, to: 100 + 2*i, gap: i})
		}
		want := uint64(math.MaxUint64)
		if room {
			s.fill(100 + 2*holeWindow)
			want = 7
		}
		s.add(hole{from: 90, to: 90, gap: 7})
		if was, ok := s.fill(100); !ok || was.gap != math.MaxUint64 {
			t.Errorf("room %v: the forgotten one: %+v %v", room, was, ok)
		}
		if was, ok := s.fill(90); !ok || was.gap != want {
			t.Errorf("room %v: the one below: %+v %v", room, was, ok)
		}
	}
}
