package aside

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A text has the number that a map gives it, whether it is found in memory or in the table.
func TestWords(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	rapid.Check(t, func(t *rapid.T) {
		w := Words{room: rapid.IntRange(1, 20).Draw(t, "room") * wordSize}
		want := map[string]uint64{}
		for range 400 {
			text := strings.Repeat("x", rapid.IntRange(0, 60).Draw(t, "text"))
			number, known := want[text]
			if !known {
				number = uint64(len(want))
				want[text] = number
			}
			if n, added := w.Number(text); n != number || added == known {
				t.Fatalf("%q is %d, %v; want %d, %v", text, n, added, number, !known)
			}
		}
		for text, n := range want {
			if got := w.Text(n); got != text {
				t.Errorf("%d is %q, want %q", n, got, text)
			}
		}
		if err := w.Close(); err != nil || w.Len() != uint64(len(want)) {
			t.Errorf("%d, want %d, %v", w.Len(), len(want), err)
		}
	})
	left(t)
}

// Of many texts few are in memory, and each has one number.
func TestWordsMany(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const many = 200_000
	w := Words{room: 1000}
	for i, n := range rand.New(rand.NewPCG(1, 2)).Perm(many) {
		if got, added := w.Number(fmt.Sprint(n)); got != uint64(i) || !added {
			t.Fatalf("%d is %d, want %d", n, got, i)
		}
	}
	for i, n := range rand.New(rand.NewPCG(1, 2)).Perm(many) {
		if got, added := w.Number(fmt.Sprint(n)); got != uint64(i) || added {
			t.Fatalf("%d is %d the second time, want %d", n, got, i)
		}
	}
	if len(w.near) > 1000/wordSize || w.table.file == nil {
		t.Errorf("%d are in memory", len(w.near))
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	left(t)
}

// A full disk is an error, and no endless search.
func TestWordsError(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	w := Words{room: 1}
	for n := range 200_000 {
		if w.Number(fmt.Sprint(n)); n == 100_000 {
			w.texts.file.Close() // it takes nothing more, and gives nothing
			w.table.file.Close()
		}
	}
	if w.Err() == nil || w.Close() == nil {
		t.Error("no error")
	}
}

// Where there is no folder for files all stays in memory.
func TestWordsStay(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	w := Words{room: 1}
	for i := range 40_000 {
		n, added := w.Number(fmt.Sprint(i % 20_000))
		if n != uint64(i%20_000) || added != (i < 20_000) {
			t.Fatalf("%d is %d, new %v", i, n, added)
		}
	}
	if w.Text(12_345) != "12345" || w.Close() != nil {
		t.Error(w.Err())
	}
}
