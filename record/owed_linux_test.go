package record

import (
	"os"
	"path/filepath"
	"testing"
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
	three, four := owe(folder, "a"), owe(folder, "a")
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
	if o := owe(empty, "a"); o != nil { // which is no folder
		t.Error("a note is nowhere")
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	(*owed)(nil).paid()
}
