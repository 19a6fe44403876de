package main

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// unfinished is a file that is being written: beside the place where it will
// stand, under a name that nobody looks for.
type unfinished struct {
	*os.File
	place string
	ended bool // it is closed
	gone  bool // it has its name, or is no more
}

// unfinishedNames are the files that a second interrupt takes away.
var unfinishedNames struct {
	sync.Mutex
	names map[string]bool
}

func removeUnfinished() {
	unfinishedNames.Lock()
	defer unfinishedNames.Unlock()
	for name := range unfinishedNames.names {
		os.Remove(name)
	}
}

// remember keeps the name of an unfinished file, or forgets it.
func remember(name string, is bool) {
	unfinishedNames.Lock()
	defer unfinishedNames.Unlock()
	if unfinishedNames.names == nil {
		unfinishedNames.names = map[string]bool{}
	}
	if is {
		unfinishedNames.names[name] = true
	} else {
		delete(unfinishedNames.names, name)
	}
}

// newUnfinished starts a file that will stand at a place, with the mode that new
// files have.
func newUnfinished(place string) (*unfinished, error) {
	folder, _ := filepath.Split(place)
	interruption() // from here on something must be tidied up
	f, err := os.OpenFile(folder+".cnwire-"+rand.Text(), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	remember(f.Name(), true)
	return &unfinished{File: f, place: place}, nil
}

func (u *unfinished) Write(b []byte) (int, error) {
	n, err := u.File.Write(b)
	return n, u.named(err)
}

// named lets an error say the name that the user knows.
func (u *unfinished) named(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		path.Path = u.place
	}
	return err
}

// finish makes sure that all of the file is on the disk, and closes it.
func (u *unfinished) finish() error {
	u.ended = true
	err := u.Sync()
	if closeErr := u.Close(); err == nil {
		err = closeErr
	}
	return u.named(err)
}

// rename puts the finished file in its place.
func (u *unfinished) rename() error {
	if err := os.Rename(u.Name(), u.place); err != nil {
		return err
	}
	u.gone = true
	remember(u.Name(), false)
	return nil
}

// abandon takes the file away, unless it has its name.
func (u *unfinished) abandon() {
	if u.gone {
		return
	}
	if !u.ended {
		u.Close()
	}
	os.Remove(u.Name())
	u.gone, u.ended = true, true
	remember(u.Name(), false)
}
