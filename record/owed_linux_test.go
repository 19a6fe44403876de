package record

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/record/audience"
)

// A note is its process's for as long as that lives, and then whose that finds it; one of
// another boot is of no use, and one that is not written yet is nobody's.
func TestOwed(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "cnwire")
	count := func(what, boot string, wantLeft, wantAlive int) []*owed {
		t.Helper()
		left, alive := owing(folder, boot)
		if len(left) != wantLeft || alive != wantAlive {
			t.Errorf("%s: %d left, %d alive", what, len(left), alive)
		}
		return left
	}
	count("no folder", "a", 0, 0)
	one, two := owe(folder, "a"), owe(folder, "a")
	if one == nil || two == nil {
		t.Fatal("no notes")
	}
	count("both live", "a", 0, 2)
	one.paid()
	count("one has paid", "a", 0, 1)
	two.file.Close() // as by a SIGKILL
	left := count("one is gone", "a", 1, 0)
	count("it is settled by somebody", "a", 0, 1)
	left[0].file.Close()
	empty := filepath.Join(folder, "listen-new")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	count("behind another boot", "b", 0, 0)
	count("it is removed", "a", 0, 0)
	if _, err := os.Stat(empty); err != nil {
		t.Error(err)
	}
	if o := owe(empty, "a"); o != nil { // which is no folder
		t.Error("a note is nowhere")
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	(*owed)(nil).paid()
}

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
		{"nothing known", audience.Here{}, 0, 0, false},
	} {
		if more, known := surplus(&c.here, c.taps); more != c.want || known != c.known {
			t.Errorf("%s: %d, %v", c.what, more, known)
		}
	}
}
