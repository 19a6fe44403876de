package genealogy

import "testing"

func TestHistory(t *testing.T) {
	var s history
	s.reset()
	if !s.fits(7, 1) {
		t.Error("nothing is known, and 7 does not fit")
	}
	const each = 5e9 // nanoseconds between numbers
	for n := uint64(1000); n < 1000+5*marks; n++ {
		s.note(n, n*each)
		if len(s.kept) > marks {
			t.Fatalf("%d marks", len(s.kept))
		}
	}
	if s.step != 8 {
		t.Errorf("every %dth is kept", s.step)
	}
	for n := s.kept[0].number; n < s.kept[len(s.kept)-1].number; n += 7 {
		at := n * each
		if !s.fits(n, at) {
			t.Fatalf("%d does not fit where it was", n)
		}
		if n%s.step == 0 && (s.fits(n, at+1) || s.fits(n, at-1)) {
			t.Fatalf("%d fits at another time, though its own is known", n)
		}
		if s.fits(n, at-s.step*each-slack-1) || s.fits(n, at+s.step*each+slack+1) {
			t.Fatalf("%d fits far from where it was", n)
		}
	}
}
