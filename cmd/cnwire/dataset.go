package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cnwire/cnwire/analysis/export"
)

// dataset is a folder of tables. Its files come to stand in it when all of them
// are whole, for one that is not makes an engine refuse all, and the work can be
// done again after a failure.
type dataset struct {
	export.Dataset
	folder  string
	files   []*unfinished
	folders []string // that were made for them
}

// dataset makes a folder of files of the same form.
func (c *exportCmd) dataset(newTable func(io.Writer) (export.Table, error), ending string) *dataset {
	name := c.Capture
	if name == "" {
		name = captureName(append(c.File, c.Args...)[0])
	}
	d := &dataset{folder: c.Out}
	d.Dataset = export.Dataset{
		Partition: export.Partition(c.Partition), Name: filepath.Base(name), Ending: ending, New: newTable,
		Create: d.create,
	}
	return d
}

// create starts a file, and refuses to take the place of one: its rows would be
// lost, or counted twice.
func (d *dataset) create(name string) (io.WriteCloser, error) {
	place := filepath.Join(d.folder, filepath.FromSlash(name))
	if _, err := os.Lstat(place); err == nil {
		return nil, usage("%s is there already: remove it, or name this capture with --capture", place)
	}
	if err := d.makeFolder(filepath.Dir(place)); err != nil {
		return nil, err
	}
	f, err := newUnfinished(place)
	if err != nil {
		return nil, err
	}
	d.files = append(d.files, f)
	return finishing{f}, nil
}

// makeFolder makes a folder and those above it, and remembers which.
func (d *dataset) makeFolder(name string) error {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil
	}
	if above := filepath.Dir(name); above != name {
		if err := d.makeFolder(above); err != nil {
			return err
		}
	}
	err := os.Mkdir(name, 0o777)
	if err == nil {
		d.folders = append(d.folders, name)
	} else if info, statErr := os.Stat(name); os.IsExist(err) && statErr == nil && info.IsDir() {
		return nil // another command was faster
	}
	return err
}

// commit puts all files in their places, when the last is whole. If one cannot
// stand there, none does.
func (d *dataset) commit() error {
	for i, f := range d.files {
		err := error(nil)
		if _, there := os.Lstat(f.place); there == nil {
			err = &fs.PathError{Op: "rename", Path: f.place, Err: fs.ErrExist}
		} else {
			err = f.rename()
		}
		if err != nil {
			for _, done := range d.files[:i] {
				os.Remove(done.place)
			}
			return err
		}
	}
	d.files, d.folders = nil, nil
	return nil
}

// abandon takes away what did not become whole.
func (d *dataset) abandon() {
	for _, f := range d.files {
		f.abandon()
	}
	for i := len(d.folders) - 1; i >= 0; i-- {
		os.Remove(d.folders[i]) // if nobody else has put something there
	}
	d.files, d.folders = nil, nil
}

// finishing is the file at hand.
type finishing struct{ f *unfinished }

func (f finishing) Write(b []byte) (int, error) { return f.f.Write(b) }
func (f finishing) Close() error                { return f.f.finish() }
