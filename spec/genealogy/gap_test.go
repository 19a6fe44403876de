package genealogy

import "testing"

func TestGapString(t *testing.T) {
	g := Gap{CPU: 1, From: Ref{Frame: 7}, To: Ref{Frame: 12}, Lost: 3}
	if got, want := g.String(), "at least 3 lost between frames 7 and 12 on CPU 1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	g.Filtered = true
	if got, want := g.String(), "3 filtered or lost between frames 7 and 12 on CPU 1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The latest gaps are remembered, and listed while something is missing.
func TestGaps(t *testing.T) {
	var s gaps
	for n := range uint64(gapWindow + 10) {
		if got, forgotten := s.add(Gap{Lost: n + 1}); got != n || n >= gapWindow && forgotten.Lost != n+1-gapWindow || n < gapWindow && forgotten.Lost != 0 {
			t.Fatalf("gap %d has number %d, and %+v is forgotten", n, got, forgotten)
		}
	}
	if s.at(9) != nil || s.at(gapWindow+10) != nil || s.at(1<<64-1) != nil {
		t.Error("a gap that is forgotten, or never was")
	}
	s.at(10).Lost = 0
	if g := s.at(11); g == nil || g.Lost != 12 {
		t.Errorf("gap 11 is %+v", g)
	}
	if list := s.open(); len(list) != gapWindow-1 || list[0].Lost != 12 || list[len(list)-1].Lost != gapWindow+10 {
		t.Errorf("%d gaps from %+v", len(list), list[0])
	}
}

func TestFindingString(t *testing.T) {
	for f, want := range map[Finding]string{Nothing: "nothing", Opened: "gap", Late: "late", Repeated: "repeated", Restart: "restart"} {
		if f.String() != want {
			t.Errorf("%d is %q, want %q", f, f, want)
		}
	}
}
