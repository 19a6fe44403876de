package main

import (
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/cnwire/cnwire/analysis/export"
)

// dataset is a folder of tables. A file comes to stand in it when it is whole,
// for one that is not makes an engine refuse all of them.
type dataset struct {
	export.Dataset
	folder string
	open   *os.File // the file at hand, under a name that no engine reads
	place  string   // where it will stand
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
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go func() {
		<-stop
		d.abandon()
		os.Exit(statusInterrupted)
	}()
	return d
}

// create starts a file, and refuses to take the place of one: its rows would be
// lost, or counted twice.
func (d *dataset) create(name string) (io.WriteCloser, error) {
	d.place = filepath.Join(d.folder, filepath.FromSlash(name))
	if _, err := os.Lstat(d.place); err == nil {
		return nil, usage("%s is there already: remove it, or name this capture with --capture", d.place)
	}
	folder := filepath.Dir(d.place)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(folder, "."+filepath.Base(d.place)+".*")
	if err != nil {
		return nil, err
	}
	f.Chmod(0o644)
	d.open = f
	return whole{d}, nil
}

// abandon takes away a file that did not become whole.
func (d *dataset) abandon() {
	if f := d.open; f != nil {
		d.open = nil
		f.Close()
		os.Remove(f.Name())
	}
}

// whole is the file at hand. Its Close puts it in its place.
type whole struct{ d *dataset }

func (w whole) Write(b []byte) (int, error) { return w.d.open.Write(b) }

func (w whole) Close() error {
	f := w.d.open
	w.d.open = nil
	if err := f.Close(); err != nil {
		os.Remove(f.Name())
		return err
	}
	return os.Rename(f.Name(), w.d.place)
}
