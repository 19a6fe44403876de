package record

import (
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

// owe writes a note. Where that cannot be, there is none.
func owe(folder, boot string) *owed {
	if os.MkdirAll(folder, 0o700) != nil {
		return nil
	}
	f, err := os.CreateTemp(folder, "listen-")
	if err != nil {
		return nil
	}
	if unix.Flock(int(f.Fd()), unix.LOCK_EX) == nil { // before anything is in it; who reads it lets go at once
		if _, err := f.WriteString(boot + "\n"); err == nil {
			return &owed{f}
		}
	}
	(&owed{f}).paid()
	return nil
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
// many are of others. What is of an earlier boot is removed.
func owing(folder, boot string) (left []*owed, alive int) {
	names, _ := filepath.Glob(filepath.Join(folder, "listen-*"))
	for _, name := range names {
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
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
