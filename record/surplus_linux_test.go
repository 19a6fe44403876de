package record

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/record/audience"
)

// Only what is above all that may listen is taken back (R43).
func TestSurplus(t *testing.T) {
	listens, ignores, unknown := listeners.Listener{State: listeners.Listens}, listeners.Listener{State: listeners.Ignores}, listeners.Listener{State: listeners.Unknown}
	for _, c := range []struct {
		what  string
		here  audience.Here
		taps  int
		want  int64
		known bool
	}{
		{"6.6, one more", audience.Here{Kept: true, Count: listeners.Exactly(2), List: []listeners.Listener{listens, ignores}}, 1, 1, true},
		{"6.6, none more", audience.Here{Kept: true, Count: listeners.Exactly(1), List: []listeners.Listener{listens}}, 0, 0, true},
		{"6.5, one more than could be", audience.Here{Count: listeners.Exactly(3), List: []listeners.Listener{unknown}}, 1, 1, true},
		{"6.5, as many as could be", audience.Here{Count: listeners.Exactly(2), List: []listeners.Listener{unknown}}, 1, 0, false},
		{"a bound", audience.Here{Kept: true, Count: listeners.AtLeast(1)}, 0, 0, false},
		{"6.5, none, and nobody", audience.Here{Count: listeners.Exactly(0)}, 0, 0, true},
		{"6.5, none, and somebody may listen", audience.Here{Count: listeners.Exactly(0), List: []listeners.Listener{unknown}}, 1, 0, true},
		{"6.5, fewer than none", audience.Here{Count: listeners.Exactly(-1)}, 0, 0, true},
		{"6.6, none, and somebody is silenced", audience.Here{Kept: true, Count: listeners.Exactly(0), List: []listeners.Listener{listens}}, 0, 0, true},
		{"6.6, fewer than none", audience.Here{Kept: true, Count: listeners.Exactly(-2)}, 0, 0, true},
		{"the kernel is silent", audience.Here{Count: listeners.AtMost(0), List: []listeners.Listener{unknown}}, 0, 0, true},
		{"nobody, and it sends", audience.Here{Count: listeners.AtLeast(1)}, 0, 0, false},
		{"nothing known", audience.Here{}, 0, 0, false},
	} {
		if more, known := surplus(&c.here, c.taps); more != c.want || known != c.known {
			t.Errorf("%s: %d, %v", c.what, more, known)
		}
	}
}

// A listener that comes while one look is taken, or goes, is taken for one too many in
// that look alone.
func TestSteady(t *testing.T) {
	type look struct {
		more  int64
		known bool
	}
	for _, c := range []struct {
		what  string
		looks []look
		want  look
	}{
		{"one too many", []look{{1, true}, {1, true}}, look{1, true}},
		{"somebody came", []look{{1, true}, {0, true}}, look{0, true}},
		{"one too many, and somebody came", []look{{2, true}, {1, true}}, look{1, true}},
		{"somebody came at the second", []look{{1, true}, {2, true}}, look{1, true}},
		{"it is not known any more", []look{{1, true}, {0, false}}, look{0, false}},
		{"none too many", []look{{0, true}}, look{0, true}},
		{"not known", []look{{0, false}}, look{0, false}},
	} {
		n := 0
		more, known := steady(func() (int64, bool) {
			l := c.looks[n]
			n++
			return l.more, l.known
		})
		if (look{more, known}) != c.want || n != len(c.looks) {
			t.Errorf("%s: %d, %v after %d looks", c.what, more, known, n)
		}
	}
}

// What is advised works: before 6.6 an IGNORE, which is refused without --force; from 6.6
// on one behind another request of its socket, for alone it changes nothing (R43). In
// both cases only where nobody else is counted, and the note can be got rid of.
func TestPerhapsOwed(t *testing.T) {
	for _, c := range []struct {
		masks    bool
		has, not string
	}{
		{false, "cnwire send --ignore --force", "unknown operation"},
		{true, "an unknown operation and then an IGNORE", "send --ignore"},
	} {
		got := perhapsOwed("/run/cnwire/listen-7", c.masks)
		for _, want := range []string{c.has, "rm /run/cnwire/listen-7", "Only where nobody else listens", "cnwire listeners"} {
			if !strings.Contains(got, want) {
				t.Errorf("masks %v: %q is missing in %s", c.masks, want, got)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("masks %v: %s", c.masks, got)
		}
	}
}
