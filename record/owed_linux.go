package record

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// owedFolder is where a tap notes that its LISTEN is owed an IGNORE: the kernel never
// notices that a listener is gone (R43), and a process that is killed tells nobody. It is
// empty again when the machine restarts, as the kernel's count is.
const owedFolder = "/run/cnwire"

// owed is such a note: a file that is locked for as long as the process lives, with the
// machine's boot in it.
type owed struct{ file *os.File }

// owe writes a note. Where that cannot be, there is none, and the error says why.
func owe(folder, boot string) (*owed, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(folder, "listen-")
	if err != nil {
		return nil, err
	}
	o := &owed{f}
	if err = unix.Flock(int(f.Fd()), unix.LOCK_EX); err == nil { // before anything is in it; who reads it lets go at once
		_, err = f.WriteString(boot + "\n")
	}
	if err != nil {
		o.paid()
		return nil, err
	}
	return o, nil
}

// paid takes the note away.
func (o *owed) paid() {
	if o != nil {
		os.Remove(o.file.Name())
		o.file.Close()
	}
}

// living is how many notes are of others than those that are left: of processes that
// live, or were killed since.
func living(folder, boot string, left []*owed) int {
	since, alive := owing(folder, boot)
	for _, o := range since {
		o.file.Close()
	}
	return alive + len(since) - len(left) // which are locked
}

// owing reads the notes: those of processes that are gone, which are locked now, and how
// many are of others, as is taken of those that cannot be opened. What is of an earlier
// boot is removed.
func owing(folder, boot string) (left []*owed, alive int) {
	names, _ := filepath.Glob(filepath.Join(folder, "listen-*"))
	for _, name := range names {
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if errors.Is(err, fs.ErrNotExist) { // it is paid
			continue
		}
		if err != nil { // whose it is cannot be asked, nor can it be removed
			alive++
			continue
		}
		if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil {
			f.Close()
			alive++
			continue
		}
		text, err := os.ReadFile(name)
		switch o := (&owed{f}); {
		case err != nil || len(text) == 0: // somebody is about to write it
			f.Close()
		case strings.TrimSpace(string(text)) != boot:
			o.paid()
		default:
			left = append(left, o)
		}
	}
	return left, alive
}
