package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// Input is a capture by name.
type Input struct {
	Name string
	// Open opens it. Its error does not say the name.
	Open func() (io.ReadCloser, error)
	// From is when its first frame was captured, where that is known: then it is opened
	// when the inputs before it get there, and not with them. Inputs that say it stand
	// in its order, behind those that do not.
	From time.Time

	stat func() (fs.FileInfo, error) // of what Open opens, or nil
	once bool                        // it can be opened once
}

// File is a file by its name, or standard input by a dash.
func File(name string) Input {
	if name == "-" {
		return Reader(name, os.Stdin) // once, also where it is a file: it goes on where it is
	}
	return Input{
		Name: name,
		Open: func() (io.ReadCloser, error) {
			f, err := os.Open(name)
			if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
				return nil, pathError.Err
			}
			if is, statErr := os.Stat(name); err == nil && statErr == nil && is.IsDir() {
				f.Close()
				return nil, errDirectory
			}
			return f, err
		},
		stat: func() (fs.FileInfo, error) { return os.Stat(name) },
	}
}

// errDirectory is of a name that is no file's.
var errDirectory = errors.New("it is a directory; name the captures in it")

// Files are files by their names, or standard input by a dash.
func Files(names ...string) []Input {
	var inputs []Input
	for _, name := range names {
		inputs = append(inputs, File(name))
	}
	return inputs
}

// Reader is a capture that r reads, from where it is. It is never closed.
func Reader(name string, r io.Reader) Input {
	i := Input{Name: name, Open: func() (io.ReadCloser, error) { return unclosed{r}, nil }, once: true}
	if file, ok := r.(interface{ Stat() (fs.FileInfo, error) }); ok {
		i.stat = file.Stat
	}
	return i
}

// unclosed stays open.
type unclosed struct{ io.Reader }

func (unclosed) Close() error { return nil }

// Stat describes the file that the input is, without opening it.
func (i Input) Stat() (fs.FileInfo, error) {
	if i.stat == nil {
		return nil, fs.ErrInvalid
	}
	return i.stat()
}

// IsFile reports whether the input is a regular file: what it holds is there,
// and nobody waits for it.
func (i Input) IsFile() bool {
	info, err := i.Stat()
	return err == nil && info.Mode().IsRegular()
}

// Twice reports whether the input can be opened again: not what flows in.
func (i Input) Twice() bool {
	if i.once || i.stat == nil {
		return !i.once
	}
	info, err := i.stat()
	return err != nil || info.Mode().IsRegular() // what is not there is said later
}

// size returns the bytes of a file, or 0.
func (i Input) size() int64 {
	if info, err := i.Stat(); err == nil && info.Mode().IsRegular() {
		return info.Size()
	}
	return 0
}
