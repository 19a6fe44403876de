package bucket

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// unread is an error of reading that says nothing of what a file holds: a connection that
// broke, a store that did not answer. Work fails with it, and is done again, for a capture
// of which a part came would be sealed as read.
type unread struct {
	path string
	err  error
}

func (u *unread) Error() string { return u.path + " could not be read, try again: " + u.err.Error() }
func (u *unread) Unwrap() error { return u.err }

// lasting reports whether an error of opening a file is as good as an answer: it is not
// there, is no file, or is not for us. That is a note, and the next run looks again.
func lasting(ctx context.Context, path string, err error) bool {
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	if remote(path) {
		return absent(ctx, path)
	}
	for _, answer := range []error{fs.ErrPermission, syscall.ELOOP, syscall.ENOTDIR, syscall.ENXIO, syscall.ENAMETOOLONG} {
		if errors.Is(err, answer) {
			return true
		}
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// absent reports whether a store says that it does not have an object: it lists, and the
// object is not there. The errors of Beam's filesystems do not tell.
func absent(ctx context.Context, path string) bool {
	store, err := filesystem.New(ctx, path)
	if err != nil {
		return false
	}
	defer store.Close()
	names, err := store.List(ctx, anyOf.Replace(path))
	return err == nil && !slices.Contains(names, path)
}

// anyOf makes a pattern of a name, which all filesystems match against it. Stores list by
// what stands before the first *, and take a ? there by its word.
var anyOf = strings.NewReplacer("?", "*", "[", "*", "]", "*", `\`, "*")

// watch notes the first error of reading a file that is not one of its content.
type watch struct {
	sync.Mutex // package source may read ahead
	err        error
}

func (w *watch) note(path string, err error) error {
	w.Lock()
	defer w.Unlock()
	if w.err == nil {
		w.err = &unread{path, err}
	}
	return err
}

func (w *watch) failed() error {
	w.Lock()
	defer w.Unlock()
	return w.err
}

// watched reads so many bytes of a file, those of which its digest was made: what has
// grown since is read another time, and what ends before did not come.
type watched struct {
	io.ReadCloser
	on   *watch
	path string
	left int64 // bytes; below 0 it counts, up to where the file ends
}

func (w *watched) Read(b []byte) (n int, err error) {
	if w.left == 0 {
		return 0, io.EOF
	}
	if w.left > 0 {
		b = b[:min(int64(len(b)), w.left)]
	}
	n, err = w.ReadCloser.Read(b)
	switch w.left -= int64(n); {
	case err == nil:
	case err != io.EOF:
		return n, w.on.note(w.path, err)
	case w.left > 0:
		return n, w.on.note(w.path, fmt.Errorf("it ended %d bytes before its end: %w", w.left, io.ErrUnexpectedEOF))
	}
	return n, err
}

// endless is what left is of a file whose length is to be found.
const endless = -1

// length is how many bytes came of a file that was endless.
func (w *watched) length() int64 { return endless - w.left }
