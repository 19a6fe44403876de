package main

import (
	"fmt"
	"io"
	"path"
	"slices"
)

// archive is an initial file system, in the cpio format "newc" of
// Documentation/driver-api/early-userspace/buffer-format.rst.
type archive struct {
	w     io.Writer
	at    int64
	inode int
	made  []string // folders
}

// The types and permissions of entries.
const (
	modeFolder  = 0o040755
	modeProgram = 0o100755
	modeFile    = 0o100644
	modeDevice  = 0o020600
)

// file writes a file, after the folders that it is in.
func (a *archive) file(name string, mode int, content []byte) error {
	if err := a.folders(path.Dir(name)); err != nil {
		return err
	}
	return a.entry(name, mode, 0, 0, content)
}

// console writes /dev/console, which /init has for its output.
func (a *archive) console() error {
	if err := a.folders("dev"); err != nil {
		return err
	}
	return a.entry("dev/console", modeDevice, 5, 1, nil)
}

func (a *archive) folders(name string) error {
	if name == "." || name == "/" || slices.Contains(a.made, name) {
		return nil
	}
	if err := a.folders(path.Dir(name)); err != nil {
		return err
	}
	a.made = append(a.made, name)
	return a.entry(name, modeFolder, 0, 0, nil)
}

// close writes the entry that ends an archive.
func (a *archive) close() error { return a.entry("TRAILER!!!", 0, 0, 0, nil) }

// entry writes the 110 bytes of a header, the name and the content, the last two
// padded to a multiple of 4.
func (a *archive) entry(name string, mode, major, minor int, content []byte) error {
	a.inode++
	header := "070701"
	for _, field := range []int{a.inode, mode, 0, 0, 1, 0, len(content), 0, 0, major, minor, len(name) + 1, 0} {
		header += fmt.Sprintf("%08X", field)
	}
	for _, b := range [][]byte{[]byte(header + name + "\x00"), content} {
		a.at += int64(len(b))
		padding := make([]byte, -a.at&3)
		a.at += int64(len(padding))
		if _, err := a.w.Write(b); err != nil {
			return err
		}
		if _, err := a.w.Write(padding); err != nil {
			return err
		}
	}
	return nil
}
