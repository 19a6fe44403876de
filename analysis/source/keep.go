package source

import (
	"context"
	"io"
	"io/fs"
	"os"
)

// Keep makes inputs that can be read once readable again: what flows in is kept
// in temporary files until release. An input that cannot be opened stays as it
// is, for the reading to tell of. The error is one of the temporary files, or
// that of the context, which may be nil.
func Keep(ctx context.Context, inputs ...Input) (kept []Input, release func(), err error) {
	var files []*os.File
	release = func() {
		for _, f := range files {
			f.Close()
			os.Remove(f.Name())
		}
		files = nil
	}
	reading := New(Options{Context: ctx})
	for _, i := range inputs {
		if !i.Twice() {
			f, err := os.CreateTemp("", "cnwire-input-*")
			if err != nil {
				release()
				return nil, nil, err
			}
			os.Remove(f.Name()) // it lives as long as it is open, where the system lets it
			files = append(files, f)
			if i, err = reading.keep(i, f); err != nil {
				release()
				return nil, nil, err
			}
		}
		kept = append(kept, i)
	}
	return kept, release, nil
}

// keep reads an input into a file and returns one that reads the file. An input
// that fails fails again when it is read, behind what it gave.
func (s *Source) keep(i Input, f *os.File) (Input, error) {
	o, err := s.Open(i)
	if s.ctx.Err() != nil {
		return i, s.ctx.Err()
	}
	if err != nil {
		i.Open, i.stat, i.once = func() (io.ReadCloser, error) { return nil, err }, nil, false
		return i, nil
	}
	defer o.Close()
	var failed reads
	size, err := io.Copy(f, &remembered{o.Bytes, &failed})
	switch {
	case s.ctx.Err() != nil:
		return i, s.ctx.Err()
	case err != nil && failed.err == nil:
		return i, err
	}
	return Input{
		Name: i.Name,
		Open: func() (io.ReadCloser, error) {
			return unclosed{io.MultiReader(io.NewSectionReader(f, 0, size), &failed)}, nil
		},
		stat: func() (fs.FileInfo, error) { return f.Stat() },
	}, nil
}

// remembered remembers the error that ended the reading, if it was no clean end.
type remembered struct {
	io.Reader
	failed *reads
}

func (r *remembered) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if err != nil && err != io.EOF {
		r.failed.err = err
	}
	return n, err
}

// reads reads nothing but an error, or the end.
type reads struct{ err error }

func (r *reads) Read([]byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	return 0, io.EOF
}
