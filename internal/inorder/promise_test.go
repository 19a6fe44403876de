package inorder

import (
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// Where nothing waits any number has room, however far it is from those before: of what comes
// in order, with numbers left out, nothing goes into the file.
func TestNothingWaitsThenAllHasRoom(t *testing.T) {
	skipped := 0
	rapid.Check(t, func(t *rapid.T) {
		r := near{apart: rapid.Uint64Range(1, 200).Draw(t, "apart")}
		next := uint64(0)
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			n := next + rapid.Uint64Range(0, 1000).Draw(t, "left out")
			if !r.reaches(n) || !r.add(n, 1) {
				t.Fatalf("%d has no room in %+v", n, r)
			}
			if next = n + 1; rapid.Bool().Draw(t, "further") {
				next += rapid.Uint64Range(0, 1000).Draw(t, "until")
				skipped++
			}
			if got := r.first(next); got != n {
				t.Fatalf("%d, want %d", got, n)
			}
			r.take()
			if r.first(next); next > n+1 {
				r.skip(next)
			}
		}
	})
	if !testkit.Few() && skipped == 0 {
		t.Error("nothing was left out behind the last")
	}
}

// Close gives the file back.
func TestCloseGivesTheFileBack(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	o := small(4)
	for n := uint64(50); n >= 1; n-- {
		o.Add(&process{Number: n})
	}
	file := o.runs.file
	if file == nil {
		t.Fatal("all waits in memory")
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := file.Stat(); err == nil {
		t.Error("the file is open")
	}
}
