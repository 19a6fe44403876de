package record

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/record/audience"
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
	if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil { // before anything is in it
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

// settle sends the IGNOREs that killed runs owe, as far as the kernel counts more than
// listen, and returns sentences about them.
func settle(folder, boot string) (said []string) {
	left, alive := owing(folder, boot)
	for _, o := range left {
		here, err := audience.Glance()
		if err != nil {
			here = &audience.Here{}
		}
		switch more, known := surplus(here, alive); {
		case !known:
			said = append(said, "a run that was killed has left the kernel counting a listener too many, perhaps: how many listen is not known here, so nothing is taken back; cnwire send --ignore takes one, and should where nobody else listens")
			o.file.Close()
			continue
		case more > 0:
			if err := takeBack(); err != nil {
				said = append(said, fmt.Sprintf("a run that was killed has left the kernel counting a listener too many, and that could not be taken back: %v", err))
				o.file.Close()
				continue
			}
			said = append(said, "a run that was killed had left the kernel counting a listener too many: it is taken back")
		}
		o.paid()
	}
	return said
}

// surplus is how many more the kernel counts than listen, if that is known. Up to 6.5
// nobody knows who of a group's members asked; each may have, once, and so may taps, which
// are in no group: then only a count above these tells.
func surplus(h *audience.Here, taps int) (more int64, known bool) {
	least, ok := h.Count.Min()
	most, bounded := h.Count.Max()
	if !ok || !bounded || least != most {
		return 0, false
	}
	n := int64(0)
	for i := range h.List {
		if l := &h.List[i]; l.State == listeners.Listens || !h.Kept && l.State == listeners.Unknown {
			n++
		}
	}
	if !h.Kept {
		n += int64(taps)
	}
	return least - n, h.Kept || least > n
}

// takeBack lowers the kernel's count by one. From 6.6 on an IGNORE alone does so for who
// has asked for something before: an unknown operation is something (R43).
func takeBack() (err error) {
	s, err := openSocket(&Options{Buffer: exchangeBuffer}, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	r := requests{port: s.port}
	if hasMasks() {
		const nothing codec.McastOp = 0
		unknown, _ := r.make(nothing, 0)
		if err := s.send(unknown); err != nil {
			return err
		}
	}
	ignore, _ := r.make(codec.McastIgnore, 0)
	return s.send(ignore)
}
