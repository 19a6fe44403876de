package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"

	"github.com/cnwire/cnwire/analysis/source"
)

// target is what the name of an output stands for.
type target struct {
	place string      // behind all symbolic links
	info  fs.FileInfo // what is there, or nil
	open  *os.File    // if the name is that of a file that is open in this process
}

// maxLinks is how many symbolic links are followed, as in Linux.
const maxLinks = 40

// descriptor matches the names of what is open. Whoever opens such a name may get
// another place in the file, and whoever renames something to it takes it away
// from everybody.
var descriptor = regexp.MustCompile(`^(?:/dev/fd|/proc/(?:self|thread-self)/fd)/(\d+)$`)

// findTarget follows a name. What a link points to need not be there.
func findTarget(name string) (target, error) {
	t := target{place: name}
	for range maxLinks {
		whole, err := filepath.Abs(t.place)
		if err != nil {
			return t, err
		}
		switch whole {
		case "/dev/stdout":
			whole = "/dev/fd/1"
		case "/dev/stderr":
			whole = "/dev/fd/2"
		}
		if m := descriptor.FindStringSubmatch(whole); m != nil {
			return t, t.opened(name, m[1])
		}
		link, err := os.Readlink(t.place)
		if err != nil { // it is none
			if info, err := os.Stat(t.place); err == nil {
				t.info = info
			}
			return t, nil
		}
		if !filepath.IsAbs(link) {
			folder, _ := filepath.Split(t.place)
			link = folder + link
		}
		t.place = link
	}
	return t, &fs.PathError{Op: "open", Path: name, Err: syscall.ELOOP}
}

// opened takes the open file with a number.
func (t *target) opened(name, number string) (err error) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	switch n {
	case 1:
		t.open = os.Stdout
	case 2:
		t.open = os.Stderr
	default:
		t.open = os.NewFile(uintptr(n), name)
	}
	t.info, err = t.open.Stat()
	return err
}

// reads reports whether the target is a file that one of the inputs is. Two
// devices that are the same, as a terminal, do no harm.
func (t *target) reads(inputs []source.Input) bool {
	for _, in := range inputs {
		info, err := in.Stat()
		if err == nil && t.info != nil && info.Mode().IsRegular() && os.SameFile(info, t.info) {
			return true
		}
	}
	return false
}
