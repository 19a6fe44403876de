package main

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"testing"
)

// What comes by a pipe is kept in a file that is in no folder, so that nothing
// is left however the program ends, and can be read as often as one likes.
func TestKeep(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder) // Windows
	entries := func() int {
		all, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	want := bytes.Repeat([]byte("a capture "), 100_000)
	i := input{name: "-", open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(want)), nil }}
	if err := i.keep(); err != nil {
		t.Fatal(err)
	}
	if n := entries(); n > 0 && runtime.GOOS != "windows" { // which removes no open file
		t.Errorf("%d files while it is read", n)
	}
	for range 3 {
		f, err := i.open()
		if err != nil {
			t.Fatal(err)
		}
		if size := sizeOf(f); size != int64(len(want)) {
			t.Errorf("size %d", size)
		}
		if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	release([]input{i})
	if n := entries(); n > 0 {
		t.Errorf("%d files are left", n)
	}
}
