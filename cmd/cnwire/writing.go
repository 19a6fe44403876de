package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/whole"
)

// errNothing is of an input that gave not one frame, and something was wrong
// with it: no output replaces a file for that.
var errNothing = errors.Join(errors.New("nothing was read"), errReported)

// writing runs f with the output by that name, which must not be an input. A
// file comes to stand there when it is whole, and takes the place of one that
// is there already. What is no file, and what is open already, is written where
// it is.
func writing(name string, inputs []source.Input, f func(w io.Writer) error) error {
	if name == "-" {
		return f(os.Stdout)
	}
	to, err := whole.Find(name)
	if err != nil {
		return err
	}
	if reads(&to, inputs) {
		return usage("%s is an input: writing it would destroy what is read", name)
	}
	for _, ending := range []string{".gz", ".zst"} {
		if strings.HasSuffix(name, ending) {
			return usage("%s: no compressed files are written; use - and a pipe into gzip or zstd", name)
		}
	}
	switch {
	case to.Open != nil:
		return f(to.Open)
	case to.Info != nil && !to.Info.Mode().IsRegular():
		return writingInto(name, f)
	}
	interruption() // from here on something must be tidied up
	out, err := whole.Create(to.Place)
	if err != nil {
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			path.Path = name // as the user called it
		}
		return err
	}
	defer out.Abandon() // in vain, once it has its name
	if to.Info != nil {
		if err := out.Chmod(to.Info.Mode().Perm()); err != nil {
			return err
		}
	}
	if err = f(out); err != nil && !isReported(err) || errors.Is(err, errNothing) {
		return err
	}
	if wholeErr := out.Finish(); wholeErr != nil {
		return wholeErr
	}
	if nameErr := out.Rename(); nameErr != nil {
		return nameErr
	}
	return err
}

// reads reports whether the target is a file that one of the inputs is.
func reads(to *whole.Target, inputs []source.Input) bool {
	return slices.ContainsFunc(inputs, func(in source.Input) bool {
		info, err := in.Stat()
		return err == nil && to.IsFile(info)
	})
}

// writingInto writes to a device or a pipe.
func writingInto(name string, f func(w io.Writer) error) error {
	var out *os.File
	var err error
	opened := make(chan bool, 1)
	go func() {
		out, err = os.OpenFile(name, os.O_WRONLY, 0)
		opened <- true
	}()
	select {
	case <-opened: // a FIFO waits for one who reads
	case <-interruption().Done():
		return errInterrupted
	}
	if err != nil {
		return err
	}
	err = f(out)
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	return err
}

// untilClosed writes to standard output and goes on when nobody reads it any
// more, for a command whose exit status says what it found.
type untilClosed struct{ closed bool }

func (u *untilClosed) Write(b []byte) (int, error) {
	n, err := os.Stdout.Write(b)
	if errors.Is(err, syscall.EPIPE) {
		u.closed = true
		return len(b), nil
	}
	return n, err
}
