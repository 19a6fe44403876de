package whole

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
)

// Target is what the name of an output stands for.
type Target struct {
	Place string      // behind all symbolic links
	Info  fs.FileInfo // what is there, or nil
	Open  *os.File    // if the name is that of a file that is open in this process
}

// maxLinks is how many symbolic links are followed, as in Linux.
const maxLinks = 40

// descriptor matches the names of what is open. Whoever opens such a name may get
// another place in the file, and whoever renames something to it takes it away
// from everybody.
var descriptor = regexp.MustCompile(`^(?:/dev/fd|/proc/(?:self|thread-self)/fd)/(\d+)$`)

// Find follows a name. What a link points to need not be there.
func Find(name string) (Target, error) {
	t := Target{Place: name}
	for range maxLinks {
		whole, err := filepath.Abs(t.Place)
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
		link, err := os.Readlink(t.Place)
		if err != nil { // it is none
			if info, err := os.Stat(t.Place); err == nil {
				t.Info = info
			}
			return t, nil
		}
		if !filepath.IsAbs(link) {
			folder, _ := filepath.Split(t.Place)
			link = folder + link
		}
		t.Place = link
	}
	return t, &fs.PathError{Op: "open", Path: name, Err: syscall.ELOOP}
}

// opened takes the open file with a number.
func (t *Target) opened(name, number string) (err error) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	switch n {
	case 1:
		t.Open = os.Stdout
	case 2:
		t.Open = os.Stderr
	default:
		t.Open = os.NewFile(uintptr(n), name)
	}
	t.Info, err = t.Open.Stat()
	return err
}

// IsFile reports whether the target is a regular file, and the same as another.
// Two devices that are the same, as a terminal, do no harm.
func (t *Target) IsFile(other fs.FileInfo) bool {
	return t.Info != nil && other.Mode().IsRegular() && os.SameFile(other, t.Info)
}
