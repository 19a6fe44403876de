package whole

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// File is a file that is being written: beside the place where it will
// stand, under a name that nobody looks for.
type File struct {
	*os.File
	place string
	ended bool // it is closed
	gone  bool // it has its name, or is no more
}

// unfinished has the names of all files that are.
var unfinished struct {
	sync.Mutex
	names map[string]bool
}

// RemoveAll removes all files that are unfinished, for a program that ends where
// it is.
func RemoveAll() {
	unfinished.Lock()
	defer unfinished.Unlock()
	for name := range unfinished.names {
		os.Remove(name)
	}
}

// Any reports whether any file is unfinished.
func Any() bool {
	unfinished.Lock()
	defer unfinished.Unlock()
	return len(unfinished.names) > 0
}

// remember keeps the name of an unfinished file, or forgets it.
func remember(name string, is bool) {
	unfinished.Lock()
	defer unfinished.Unlock()
	if unfinished.names == nil {
		unfinished.names = map[string]bool{}
	}
	if is {
		unfinished.names[name] = true
	} else {
		delete(unfinished.names, name)
	}
}

// Create starts a file that will stand at a place, with the mode that new
// files have.
func Create(place string) (*File, error) {
	folder, _ := filepath.Split(place)
	f, err := os.OpenFile(folder+".cnwire-"+rand.Text(), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	remember(f.Name(), true)
	return &File{File: f, place: place}, nil
}

func (f *File) Write(b []byte) (int, error) {
	n, err := f.File.Write(b)
	return n, f.named(err)
}

// named lets an error say the name that the user knows.
func (f *File) named(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		path.Path = f.place
	}
	return err
}

// Finish makes sure that all of the file is on the disk, and closes it.
func (f *File) Finish() error {
	f.ended = true
	err := f.Sync()
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return f.named(err)
}

// Rename puts the finished file in its place.
func (f *File) Rename() error {
	if err := os.Rename(f.Name(), f.place); err != nil {
		return err
	}
	f.gone = true
	remember(f.Name(), false)
	return nil
}

// Abandon takes the file away, unless it has its name.
func (f *File) Abandon() {
	if f.gone {
		return
	}
	if !f.ended {
		f.Close()
	}
	os.Remove(f.Name())
	f.gone, f.ended = true, true
	remember(f.Name(), false)
}
