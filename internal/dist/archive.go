package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"time"
)

// file is one of an archive: its name there, where it stands now, its mode there.
type file struct {
	name, place string
	mode        int64
}

// writeTar writes files below a folder into a .tar.gz: owned by root, all of one time,
// in the order given.
func writeTar(out, folder string, files []file, date time.Time) error {
	return writing(out, func(w io.Writer) error {
		z := gzip.NewWriter(w)
		t := tar.NewWriter(z)
		for _, f := range files {
			b, err := os.ReadFile(f.place)
			if err != nil {
				return err
			}
			header := &tar.Header{Name: folder + "/" + f.name, Mode: f.mode, Size: int64(len(b)), ModTime: date, Uname: "root", Gname: "root", Format: tar.FormatUSTAR}
			if err := t.WriteHeader(header); err != nil {
				return err
			}
			if _, err := t.Write(b); err != nil {
				return err
			}
		}
		return errors.Join(t.Close(), z.Close())
	})
}

// writeZip is writeTar for Windows.
func writeZip(out, folder string, files []file, date time.Time) error {
	return writing(out, func(w io.Writer) error {
		z := zip.NewWriter(w)
		for _, f := range files {
			b, err := os.ReadFile(f.place)
			if err != nil {
				return err
			}
			header := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: date}
			header.SetMode(os.FileMode(f.mode))
			to, err := z.CreateHeader(header)
			if err != nil {
				return err
			}
			if _, err := to.Write(b); err != nil {
				return err
			}
		}
		return z.Close()
	})
}

func writing(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
