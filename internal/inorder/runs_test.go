package inorder

import (
	"bytes"
	"io"
	"testing"
)

// value is what waits under a number: some are longer than what a run reads at once.
func value(n uint64) []byte { return bytes.Repeat([]byte{byte(n)}, int(n*n%3)*int(n%7)*20_000) }

// written returns runs that interleave, so many, with so many values each.
func written(t *testing.T, count, each uint64) *runs {
	t.Setenv("TMPDIR", t.TempDir())
	r := new(runs)
	for first := count; first > 0; first-- {
		if err := r.begin(); err != nil {
			t.Fatal(err)
		}
		for i := range each {
			r.add(first+i*count, value(first+i*count))
		}
		if err := r.end(); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// Runs that interleave come as one, and the file is free again at the end.
func TestRuns(t *testing.T) {
	r := written(t, 40, 9)
	defer r.close()
	for n := uint64(1); n <= 40*9; n++ {
		b, err := r.head()
		if err != nil || r.first() != n || !bytes.Equal(b, value(n)) {
			t.Fatalf("%d: %v %d, %d bytes of %d", n, err, r.first(), len(b), len(value(n)))
		}
		if err := r.advance(); err != nil {
			t.Fatal(err)
		}
	}
	if r.first() != most || r.size != 0 || r.open != 0 {
		t.Errorf("%+v", r)
	}
	if err := r.begin(); err != nil {
		t.Fatal(err)
	}
	if err := r.end(); err != nil || r.first() != most {
		t.Errorf("a run of nothing: %v %d", err, r.first())
	}
}

// Wherever the file ends too early, also between two values, it is an error.
func TestRunsCut(t *testing.T) {
	const values = 20
	for left := range int64(values * headSize) {
		t.Setenv("TMPDIR", t.TempDir())
		r := new(runs)
		r.begin()
		for n := range uint64(values) {
			r.add(n, nil)
		}
		if err := r.end(); err != nil {
			t.Fatal(err)
		}
		if err := r.file.Truncate(left); err != nil {
			t.Fatal(err)
		}
		n, err := 0, error(nil)
		for ; err == nil && n < values; n++ {
			if _, err = r.head(); err == nil {
				err = r.advance()
			}
		}
		if err != io.ErrUnexpectedEOF {
			t.Fatalf("%d bytes: %d values, %v", left, n, err)
		}
		r.close()
	}
}

// A length that no value has is an error before memory is taken for it.
func TestRunsDamaged(t *testing.T) {
	r := written(t, 1, 4)
	defer r.close()
	if _, err := r.file.WriteAt([]byte{0xff, 0xff, 0xff, 0xff}, 8); err != nil {
		t.Fatal(err)
	}
	if _, err := r.head(); err != io.ErrUnexpectedEOF {
		t.Error(err)
	}
}
