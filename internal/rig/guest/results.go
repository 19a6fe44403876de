//go:build linux

package main

import (
	"archive/tar"
	"errors"
	"os"
)

// handOut writes a folder to a disk as a tar archive, which no file system is
// needed for.
func handOut(disk, folder string) (err error) {
	f, err := os.OpenFile(disk, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Sync(), f.Close()) }()
	w := tar.NewWriter(f)
	if err := w.AddFS(os.DirFS(folder)); err != nil {
		return err
	}
	return w.Close()
}
