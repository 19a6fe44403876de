package aside

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// What is read is what a slice has that was written likewise, however few pages are in memory.
func TestBytes(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	files, checks := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		b := Bytes{Pages: rapid.IntRange(1, 5).Draw(t, "pages")}
		appended(t, &b)
		if len(b.slots) > b.Pages {
			t.Errorf("%d pages in memory", len(b.slots))
		}
		if checks++; b.file != nil {
			files++
		}
		if err := b.Close(); err != nil || b.Size() != 0 {
			t.Error(err)
		}
	})
	if files < checks/2 {
		t.Errorf("files in %d of %d checks only", files, checks)
	}
	left(t)
}

// appended appends to b, which has nothing yet, reads here and there, and returns all.
func appended(t *rapid.T, b *Bytes) []byte {
	t.Helper()
	var want []byte
	for i := range rapid.IntRange(1, 40).Draw(t, "steps") {
		p := bytes.Repeat([]byte{byte(i), byte(i >> 1), 7}, rapid.IntRange(0, 3000).Draw(t, "n"))
		b.Append(p)
		if want = append(want, p...); b.Size() != int64(len(want)) {
			t.Fatalf("%d bytes, want %d", b.Size(), len(want))
		}
		at := rapid.IntRange(0, len(want)).Draw(t, "at")
		n := rapid.IntRange(0, min(len(want)-at, 3*pageSize)).Draw(t, "length")
		if got := b.At(int64(at), n); !bytes.Equal(got, want[at:][:n]) {
			t.Fatalf("%d bytes at %d are others", n, at)
		}
	}
	var all bytes.Buffer
	if n, err := b.WriteTo(&all); err != nil || n != int64(len(want)) || !bytes.Equal(all.Bytes(), want) {
		t.Errorf("%d bytes of %d, or others: %v", n, len(want), err)
	}
	return want
}

// left wants no file to be left.
func left(t *testing.T) {
	t.Helper()
	if files, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(files) > 0 {
		t.Errorf("%d temporary files are left, %v", len(files), err)
	}
}

// What memory has room for needs no file.
func TestBytesFew(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	var b Bytes
	b.Append(make([]byte, int(pages(0))*pageSize))
	if b.At(0, 1); b.Err != nil || b.memory || b.file != nil {
		t.Error(b.Err)
	}
}

// Where there is no folder for files all stays in memory: a container may have none.
func TestBytesStay(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	rapid.Check(t, func(t *rapid.T) {
		b := Bytes{Pages: rapid.IntRange(1, 5).Draw(t, "pages")}
		want := appended(t, &b)
		if err := b.Close(); err != nil || b.Size() != 0 {
			t.Error(err)
		}
		b.Append(want) // it can be used again
		if got := b.At(0, len(want)); !bytes.Equal(got, want) || b.Close() != nil {
			t.Error("other bytes behind Close")
		}
	})
}

// A file that takes nothing more is an error.
func TestBytesFull(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	b := Bytes{Pages: 1}
	b.Append(make([]byte, 3*pageSize))
	b.file.Close()
	if b.Append(make([]byte, 2*pageSize)); b.Err == nil || b.Close() == nil {
		t.Error("no error")
	}
}

// A file that somebody cuts is an error, and not zeros.
func TestBytesCut(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, size := range []int64{0, 1, pageSize - 1, 2 * pageSize} {
		b := Bytes{Pages: 1}
		b.Append(bytes.Repeat([]byte{1}, 4*pageSize))
		b.At(0, 1) // and so the last page is in the file too
		if err := b.file.Truncate(size); err != nil {
			t.Fatal(err)
		}
		if _, err := b.WriteTo(io.Discard); err != io.ErrUnexpectedEOF || b.Close() != err {
			t.Errorf("%d bytes are left: %v", size, err)
		}
	}
}

// An error of whoever gets them ends the writing.
func TestBytesWriteTo(t *testing.T) {
	stop := errors.New("stop")
	var b Bytes
	b.Append(make([]byte, 3*pageSize))
	n := 0
	if _, err := b.WriteTo(writer(func() error { n++; return stop })); err != stop || n != 1 {
		t.Error(n, err)
	}
}

type writer func() error

func (w writer) Write(b []byte) (int, error) { return len(b), w() }
