package processes

import (
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// lives finds what a map alone would find, also of lives that it found before.
func TestLives(t *testing.T) {
	replaced, again := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := lives{all: map[int32]*Life{}}
		want := map[int32]*Life{}
		var made []*Life
		for range rapid.IntRange(1, 100).Draw(t, "steps") {
			pid := rapid.Int32Range(0, 4).Draw(t, "pid")
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				l := &Life{pid: pid}
				if want[pid] != nil {
					replaced++
				}
				s.add(l, s.find(pid))
				want[pid], made = l, append(made, l)
			case 1:
				if len(made) == 0 {
					continue
				}
				l := made[rapid.IntRange(0, len(made)-1).Draw(t, "which")]
				if s.remove(l); want[l.pid] == l {
					delete(want, l.pid)
				} else {
					again++ // it was not found any more
				}
			case 2:
				if l := s.findParent(pid); l != want[pid] {
					t.Fatalf("parent %d: %p, want %p", pid, l, want[pid])
				}
			default:
				if l := s.find(pid); l != want[pid] {
					t.Fatalf("%d: %p, want %p", pid, l, want[pid])
				}
			}
		}
		if len(s.all) != len(want) {
			t.Fatalf("%d lives, want %d", len(s.all), len(want))
		}
	})
	if !testkit.Few() && (replaced < 50 || again < 50) {
		t.Errorf("%d were replaced, %d were gone", replaced, again)
	}
}
