package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

// errNothing is of an input that gave not one frame, and something was wrong
// with it: no output replaces a file for that.
var errNothing = errors.Join(errors.New("nothing was read"), errReported)

// writing runs f with the output by that name, which must not be an input. A
// file comes to stand there when it is whole, and takes the place of one that
// is there already; an interrupt leaves that one alone.
func writing(name string, inputs []*opened, f func(w io.Writer) error) error {
	if name == "-" {
		return f(os.Stdout)
	}
	for _, in := range inputs {
		if sameFile(in.file, name) {
			return usage("%s is an input: writing it would destroy what is read", name)
		}
	}
	for _, ending := range []string{".gz", ".zst"} {
		if strings.HasSuffix(name, ending) {
			return usage("%s: no compressed files are written; use - and a pipe into gzip or zstd", name)
		}
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return writingInto(name, f)
	}
	out, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			path.Path = name // as the user called it
		}
		return err
	}
	defer os.Remove(out.Name()) // in vain, once it has its name
	defer removeOnInterrupt(out.Name())()
	out.Chmod(modeOf(name))
	err = f(out)
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err != nil && !isReported(err) || errors.Is(err, errNothing) {
		return err
	}
	if renameErr := os.Rename(out.Name(), name); renameErr != nil {
		return renameErr
	}
	return err
}

// writingInto writes to a device or a pipe.
func writingInto(name string, f func(w io.Writer) error) error {
	out, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = f(out)
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	return err
}

// modeOf returns the mode of the file that will be replaced, or that of a new
// one where nobody asked for less: a temporary file is for its owner alone.
func modeOf(name string) fs.FileMode {
	if info, err := os.Stat(name); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}

// removeOnInterrupt takes an unfinished file away when the user has had enough.
func removeOnInterrupt(name string) (stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	go func() {
		if _, ok := <-c; ok {
			os.Remove(name)
			os.Exit(statusInterrupted)
		}
	}()
	return func() {
		signal.Stop(c)
		close(c)
	}
}

// sameFile reports whether a name is that of an open file. Two devices that are
// the same, as a terminal, do no harm.
func sameFile(in io.Reader, name string) bool {
	file, ok := in.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return false
	}
	a, err := file.Stat()
	b, outErr := os.Stat(name)
	return err == nil && outErr == nil && a.Mode().IsRegular() && os.SameFile(a, b)
}
