package record

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
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
	note := func() *owed {
		t.Helper()
		o, err := owe(folder, "a")
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	one, two := note(), note()
	count("both live", "a", 0, 2)
	one.paid()
	count("one has paid", "a", 0, 1)
	two.file.Close() // as by a SIGKILL
	left := count("one is gone", "a", 1, 0)
	three, four := note(), note()
	if n := living(folder, "a", left); n != 2 {
		t.Errorf("%d live beside one that is gone", n)
	}
	three.file.Close() // killed since: its listener is counted, and nobody sees to that yet
	if n := living(folder, "a", left); n != 2 {
		t.Errorf("%d may be counted beside one that is gone", n)
	}
	os.Remove(three.file.Name())
	four.paid()
	if n := living(folder, "a", left); n != 0 {
		t.Errorf("%d live when all have paid", n)
	}
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
	if err := os.Mkdir(filepath.Join(folder, "listen-closed"), 0o700); err != nil {
		t.Fatal(err)
	}
	count("one that cannot be opened may be somebody's", "a", 0, 1)
	if o, err := owe(empty, "a"); o != nil || !errors.Is(err, unix.ENOTDIR) { // which is no folder
		t.Errorf("a note is nowhere: %v", err)
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	(*owed)(nil).paid()
}
