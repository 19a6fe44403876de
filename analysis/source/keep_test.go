package source_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"testing"

	"github.com/cnwire/cnwire/analysis/source"
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
	kept, release, err := source.Keep(t.Context(), source.Reader("-", bytes.NewReader(want)))
	if err != nil {
		t.Fatal(err)
	}
	if n := entries(); n > 0 && runtime.GOOS != "windows" { // which removes no open file
		t.Errorf("%d files while it is read", n)
	}
	for range 3 {
		f, err := kept[0].Open()
		if err != nil {
			t.Fatal(err)
		}
		if info, err := kept[0].Stat(); err != nil || info.Size() != int64(len(want)) || !kept[0].IsFile() || !kept[0].Twice() {
			t.Errorf("%v, %v", info, err)
		}
		if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	release()
	if n := entries(); n > 0 {
		t.Errorf("%d files are left", n)
	}
}

// broken fails behind what it holds.
type broken struct{ io.Reader }

var errBroken = errors.New("a broken pipe")

func (b broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

// An input that fails fails again in each reading, and one that is not there is
// told of by the reading; the others are kept.
func TestKeepFailing(t *testing.T) {
	none := source.Input{Name: "none", Open: func() (io.ReadCloser, error) { return nil, os.ErrNotExist }}
	kept, release, err := source.Keep(t.Context(), source.Reader("broken", broken{bytes.NewReader([]byte("half"))}), none)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	for range 2 {
		f, err := kept[0].Open()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(f); err != errBroken || string(got) != "half" {
			t.Errorf("%q, %v", got, err)
		}
		if _, err := kept[1].Open(); err != os.ErrNotExist {
			t.Errorf("what is not there: %v", err)
		}
	}
}

// The context ends the keeping while nothing comes.
func TestKeepInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in, _ := io.Pipe()
	if _, _, err := source.Keep(ctx, source.Reader("-", in)); err != context.Canceled {
		t.Errorf("%v", err)
	}
}
