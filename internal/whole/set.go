package whole

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Set is files in folders that come to stand there when all of them are whole,
// so that the work can be done again after a failure.
type Set struct {
	files   []*File
	folders []string // that were made for them
}

// Create starts a file, and makes the folders above it. Its error is fs.ErrExist
// where one stands there already. Close finishes it.
func (s *Set) Create(place string) (io.WriteCloser, error) {
	if _, err := os.Lstat(place); err == nil {
		return nil, &fs.PathError{Op: "create", Path: place, Err: fs.ErrExist}
	}
	if err := s.makeFolder(filepath.Dir(place)); err != nil {
		return nil, err
	}
	f, err := Create(place)
	if err != nil {
		return nil, err
	}
	s.files = append(s.files, f)
	return finishing{f}, nil
}

// makeFolder makes a folder and those above it, and remembers which.
func (s *Set) makeFolder(name string) error {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil
	}
	if above := filepath.Dir(name); above != name {
		if err := s.makeFolder(above); err != nil {
			return err
		}
	}
	err := os.Mkdir(name, 0o777)
	if err == nil {
		s.folders = append(s.folders, name)
	} else if info, statErr := os.Stat(name); os.IsExist(err) && statErr == nil && info.IsDir() {
		return nil // another command was faster
	}
	return err
}

// Commit puts all files in their places, when the last is whole. If one cannot
// stand there, none does.
func (s *Set) Commit() error {
	for i, f := range s.files {
		err := error(nil)
		if _, there := os.Lstat(f.place); there == nil {
			err = &fs.PathError{Op: "rename", Path: f.place, Err: fs.ErrExist}
		} else {
			err = f.Rename()
		}
		if err != nil {
			for _, done := range s.files[:i] {
				os.Remove(done.place)
			}
			return err
		}
	}
	s.files, s.folders = nil, nil
	return nil
}

// Abandon takes away what did not become whole.
func (s *Set) Abandon() {
	for _, f := range s.files {
		f.Abandon()
	}
	for i := len(s.folders) - 1; i >= 0; i-- {
		os.Remove(s.folders[i]) // if nobody else has put something there
	}
	s.files, s.folders = nil, nil
}

// finishing is the file at hand.
type finishing struct{ f *File }

func (f finishing) Write(b []byte) (int, error) { return f.f.Write(b) }
func (f finishing) Close() error                { return f.f.Finish() }
