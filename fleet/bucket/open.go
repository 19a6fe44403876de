package bucket

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/cnwire/cnwire/analysis/source"
)

// remote reports whether a path is of a filesystem of Beam's: gs://, s3://, memfs://.
func remote(path string) bool { return strings.Contains(path, "://") }

// openInput opens a file to read. Its error does not say the name.
func openInput(ctx context.Context, path string) (io.ReadCloser, error) {
	if !remote(path) {
		return source.File(path).Open()
	}
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return nil, err
	}
	r, err := fs.OpenRead(ctx, path)
	if err != nil {
		fs.Close()
		return nil, err
	}
	return closing{r, fs}, nil
}

// closing closes a filesystem with its file.
type closing struct {
	io.ReadCloser
	fs filesystem.Interface
}

func (c closing) Close() error {
	err := c.ReadCloser.Close()
	if e := c.fs.Close(); err == nil {
		err = e
	}
	return err
}

// inputs are the files of a stream, for package source, which opens each when the others
// have come to its first packet. What is not of their content is noted on a watch.
func (s *stream) inputs(ctx context.Context, on *watch) (list []source.Input) {
	for i := range s.files {
		f := &s.files[i]
		in := source.Input{Name: f.Path}
		if !remote(f.Path) {
			in = source.File(f.Path)
		}
		in.Open = func() (io.ReadCloser, error) { return f.open(ctx, on) }
		if f.First != 0 {
			in.From = time.Unix(0, f.First)
		}
		list = append(list, in)
	}
	return list
}

// open opens a file that Look has seen, as it was then. What was not there stays a note.
func (f *File) open(ctx context.Context, on *watch) (io.ReadCloser, error) {
	r, err := openInput(ctx, f.Path)
	switch {
	case err == nil && f.Digest == "":
		r.Close()
		return nil, on.note(f.Path, errors.New("it came while others were read"))
	case err == nil:
		return &watched{r, on, f.Path, f.Stored}, nil
	case f.Digest == "" && lasting(ctx, f.Path, err):
		return nil, err
	}
	return nil, on.note(f.Path, err)
}
