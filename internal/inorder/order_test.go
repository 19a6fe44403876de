package inorder

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// process is what waits, as in package processes.
type process struct {
	Number uint64
	PID    int32
}

func number(p *process) uint64 { return p.Number }

// small returns an Order in which so many values wait in memory, each in a chunk of its
// own.
func small(values int) (o Order[process]) {
	o = Order[process]{Number: number, Put: put, Take: take}
	o.store.size = withLength(len("1 1"))
	o.store.limit = values * o.store.size
	return o
}

// put and take are that as text.
func put(b []byte, p *process) []byte { return fmt.Appendf(b, "%d %d", p.Number, p.PID) }

func take(b []byte, p *process) error {
	_, err := fmt.Sscanf(string(b), "%d %d", &p.Number, &p.PID)
	return err
}

// Whatever the order in which they end, and whether they wait in memory or in
// files, processes come in the order of Number, as soon as nothing earlier is to
// come.
func TestOrder(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	spilled, checks := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		ends := rapid.Permutation(numbers(n)).Draw(t, "ends")
		o := Order[process]{Number: number, Put: put, Take: take}
		o.store.size, o.store.limit = rapid.IntRange(10, 30).Draw(t, "chunk"), rapid.IntRange(10, 90).Draw(t, "limit")
		o.near.apart = rapid.Uint64Range(1, 50).Draw(t, "apart")
		var got []uint64
		each := func(p *process) error {
			if p.Number != uint64(p.PID) {
				t.Errorf("process %d is %d", p.Number, p.PID)
			}
			got = append(got, p.Number)
			return nil
		}
		ended := map[uint64]bool{}
		for _, number := range ends {
			o.Add(&process{number, int32(number)})
			ended[number] = true
			until := uint64(1)
			for ended[until] {
				until++
			}
			o.Flow(until, each)
			if uint64(len(got)) != until-1 {
				t.Errorf("%d processes, want all before %d", len(got), until)
			}
		}
		if checks++; o.runs.file != nil {
			spilled++
		}
		if len(o.store.chunks) > 9 {
			t.Errorf("%d chunks", len(o.store.chunks))
		}
		if err := o.Close(); err != nil || !slices.Equal(got, numbers(n)) {
			t.Errorf("%v %v", got, err)
		}
	})
	if spilled*100 < checks {
		t.Errorf("files in %d of %d checks only", spilled, checks)
	}
	if left, _ := os.ReadDir(os.Getenv("TMPDIR")); len(left) > 0 {
		t.Errorf("%d temporary files are left", len(left))
	}
}

func numbers(n int) []uint64 {
	var all []uint64
	for i := range n {
		all = append(all, uint64(i+1))
	}
	return all
}

// An error of a file, or of whoever gets the processes, is the last that is
// heard of them.
func TestOrderErrors(t *testing.T) {
	stop := errors.New("stop")
	o := Order[process]{Number: number, Put: put, Take: take}
	o.Add(&process{Number: 1})
	o.Add(&process{Number: 2})
	o.Flow(3, func(*process) error { return stop })
	o.Flow(3, func(*process) error { t.Error("called again"); return nil })
	if err := o.Close(); err != stop {
		t.Error(err)
	}
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	o = small(1)
	o.Add(&process{Number: 1})
	o.Add(&process{Number: 2})
	if err := o.Close(); err == nil {
		t.Error("no error without a folder for files")
	}
}

// However many processes wait, they wait in one file, which is used again once
// all of them have gone.
func TestOrderOneFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	o := small(2)
	want, size := uint64(1), int64(0)
	each := func(p *process) error {
		if p.Number != want {
			t.Errorf("%d, want %d", p.Number, want)
		}
		want++
		return nil
	}
	for round := range 3 {
		const n = 100
		first := uint64(round*n + 1)
		var file *os.File
		for number := first + n - 1; number > first; number-- {
			o.Add(&process{Number: number})
			o.Flow(first, each)
			if file == nil {
				file = o.runs.file
			}
			if o.runs.file != file {
				t.Fatal("another file")
			}
		}
		if len(o.runs.all) < n/3 {
			t.Errorf("%d runs", len(o.runs.all))
		}
		if round > 0 && o.runs.size > size+size/4 {
			t.Errorf("round %d: the file has %d bytes, and had %d", round, o.runs.size, size)
		}
		size = o.runs.size
		o.Add(&process{Number: first})
		o.Flow(first+n, each)
	}
	if err := o.Close(); err != nil || want != 301 {
		t.Error(err, want)
	}
}

// A file that somebody cuts is an error, and not an end.
func TestOrderCutFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, left := range []int64{0, 1, 2, 7} {
		o := small(8)
		for n := uint64(1); n <= 40; n++ {
			o.Add(&process{Number: n, PID: int32(n)})
		}
		if err := o.runs.file.Truncate(left); err != nil {
			t.Fatal(err)
		}
		seen := 0
		o.Flow(41, func(*process) error { seen++; return nil })
		if err := o.Close(); left > 0 && !errors.Is(err, io.ErrUnexpectedEOF) || left == 0 && seen == 40 {
			t.Errorf("%d bytes left: %d came, %v", left, seen, err)
		}
	}
}

// What is lent comes back and is used again, and what is not stays as it was.
func TestOrderLends(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, lends := range []bool{true, false} {
		o := small(4)
		o.Lends = lends
		rooms := map[*process]uint64{}
		each := func(p *process) error { rooms[p] = p.Number; return nil }
		const all = 100
		for n := uint64(all); n >= 1; n-- {
			o.Add(&process{Number: n})
		}
		o.Flow(all+1, each)
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
		if lends && len(rooms) > 1 || !lends && len(rooms) != all {
			t.Errorf("lends %v: %d rooms for %d values", lends, len(rooms), all)
		}
		for p, n := range rooms {
			if !lends && p.Number != n {
				t.Errorf("%d became %d", n, p.Number)
			}
		}
	}
}

// Numbers that are left out take no room once nothing below them is to come.
func TestOrderLeftOut(t *testing.T) {
	o := Order[process]{Number: number, Put: put, Take: take}
	var got []uint64
	for n := uint64(1000); n <= 200_000; n += 1000 {
		o.Flow(n, nil)
		o.Add(&process{Number: n, PID: int32(n)})
		o.Flow(n+1, func(p *process) error { got = append(got, p.Number); return nil })
	}
	if len(got) != 200 || got[0] != 1000 || got[199] != 200_000 || len(o.near.ring) > 64 || o.runs.file != nil {
		t.Errorf("%d came, with room for %d", len(got), len(o.near.ring))
	}
}
