package main

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path/filepath"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/internal/whole"
)

// dataset is a folder of tables. Its files come to stand in it when all of them
// are whole, for one that is not makes an engine refuse all.
type dataset struct {
	export.Dataset
	whole.Set
}

// dataset makes a folder of files of the same form.
func (c *exportCmd) dataset(k export.Kind, newTable newTable, ending string) *dataset {
	name := cmp.Or(c.Capture, export.CaptureName(append(c.File, c.Args...)[0]))
	interruption() // from here on something must be tidied up
	d := new(dataset)
	d.Dataset = export.Dataset{
		Kind: k, Partition: export.Partition(c.Partition), Name: filepath.Base(name), Ending: ending, New: newTable,
		Create: func(name string) (io.WriteCloser, error) {
			place := filepath.Join(c.Out, filepath.FromSlash(name))
			f, err := d.Set.Create(place)
			if errors.Is(err, fs.ErrExist) { // its rows would be lost, or counted twice
				return nil, usage("%s is there already: remove it, or name this capture with --capture", place)
			}
			return f, err
		},
	}
	return d
}
