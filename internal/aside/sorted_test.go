package aside

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// byFirst compares by the first byte alone, so that many values are equal.
func byFirst(a, b []byte) int { return bytes.Compare(a[:1], b[:1]) }

// sorted are the values as Sorted hands them over.
func sorted(t interface{ Errorf(string, ...any) }, s *Sorted, values [][]byte) (got [][]byte) {
	for _, v := range values {
		s.Add(v)
	}
	if err := s.Each(func(v []byte) error { got = append(got, bytes.Clone(v)); return nil }); err != nil {
		t.Errorf("%v", err)
	}
	return got
}

// Values come as a stable sort of all of them would have them, whether they are in memory, in
// runs, of one value or of many, or in runs of runs; also those that are longer than what is
// read at once.
func TestSorted(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	inMemory, inRuns, again, long := 0, 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := Sorted{Compare: byFirst, limit: rapid.IntRange(1, 3000).Draw(t, "limit"), merges: rapid.IntRange(2, 6).Draw(t, "merges")}
		var values [][]byte
		for i := range rapid.IntRange(0, 150).Draw(t, "n") {
			v := binary.BigEndian.AppendUint32([]byte{rapid.Byte().Draw(t, "key") % 9}, uint32(i))
			if rapid.IntRange(0, 99).Draw(t, "long") == 0 {
				v = append(v, make([]byte, 2*fileBuffer)...)
				long++
			}
			values = append(values, v)
		}
		got := sorted(t, &s, values)
		slices.SortStableFunc(values, byFirst)
		if !slices.EqualFunc(got, values, bytes.Equal) {
			t.Errorf("%d values of %d, or in another order", len(got), len(values))
		}
		levels := map[int]int{}
		for _, r := range s.runs {
			levels[r.level]++
		}
		for level, n := range levels {
			if again += level; n > s.merges {
				t.Errorf("%d runs of level %d, where %d become one", n, level, s.merges)
			}
		}
		if len(s.runs) == 0 {
			inMemory++
		} else {
			inRuns++
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if !testkit.Few() && (inMemory < 10 || inRuns < 30 || again < 30 || long < 30) {
		t.Errorf("%d times in memory, %d in runs, %d of runs; %d long values", inMemory, inRuns, again, long)
	}
	left(t)
}

// What is in memory is bounded, however many values there are.
func TestSortedMemory(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := Sorted{Compare: bytes.Compare, limit: 1 << 14}
	const many = 100_000
	for n := range uint32(many) {
		s.Add(binary.BigEndian.AppendUint32(nil, n*2654435761))
		if len(s.bytes)+4*len(s.places) > s.limit {
			t.Fatalf("%d bytes of %d values", len(s.bytes), len(s.places))
		}
	}
	n, last := 0, []byte{}
	err := s.Each(func(v []byte) error {
		if n++; bytes.Compare(last, v) >= 0 && n > 1 {
			t.Fatalf("%x behind %x", v, last)
		}
		last = append(last[:0], v...)
		return nil
	})
	if err != nil || n != many || len(s.runs) > 2*mostRuns {
		t.Errorf("%d values in %d runs, %v", n, len(s.runs), err)
	}
	s.Close()
	left(t)
}

// An error of the file, or of whoever gets the values, is the last that is heard of them.
func TestSortedErrors(t *testing.T) {
	stop := errors.New("stop")
	for _, limit := range []int{1, 1 << 20} {
		s := Sorted{Compare: bytes.Compare, limit: limit}
		s.Add([]byte("b"))
		s.Add([]byte("a"))
		n := 0
		if err := s.Each(func([]byte) error { n++; return stop }); err != stop || n != 1 {
			t.Errorf("%d values, %v", n, err)
		}
		s.Close()
	}
	t.Setenv("TMPDIR", t.TempDir())
	s := Sorted{Compare: bytes.Compare, limit: 1}
	s.Add([]byte("b"))
	s.Add([]byte("a"))
	s.file.Close() // a file that takes nothing more
	s.Add([]byte("c"))
	if err := s.Each(func([]byte) error { t.Error("a value"); return nil }); err == nil || s.Close() == nil {
		t.Error("no error")
	}
}

// Where there is no folder for files all stays in memory.
func TestSortedStays(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	s := Sorted{Compare: func(a, b []byte) int { return bytes.Compare(a[:1], b[:1]) }, limit: 1}
	for _, value := range []string{"b1", "a1", "c1", "a2", "b2"} {
		s.Add([]byte(value))
	}
	got := ""
	err := s.Each(func(value []byte) error { got += string(value); return nil })
	if got != "a1a2b1b2c1" || err != nil || s.Close() != nil {
		t.Error(got, err)
	}
}

// Wherever the file ends too early it is an error, and a length that no value has is one before
// memory is taken for it.
func TestSortedCut(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	three := func() *Sorted {
		s := &Sorted{Compare: bytes.Compare, limit: 1}
		for range 3 {
			s.Add([]byte("value"))
		}
		s.spill()
		return s
	}
	nothing := func([]byte) error { return nil }
	for size := range int64(3 * (4 + len("value"))) {
		s := three()
		if err := s.file.Truncate(size); err != nil {
			t.Fatal(err)
		}
		if err := s.Each(nothing); err != io.ErrUnexpectedEOF {
			t.Errorf("%d bytes are left: %v", size, err)
		}
		s.Close()
	}
	s := three()
	if _, err := s.file.WriteAt([]byte{0xff, 0xff, 0xff, 0xff}, 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Each(nothing); err != io.ErrUnexpectedEOF {
		t.Error(err)
	}
	s.Close()
}
