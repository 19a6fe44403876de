package record

import (
	"errors"
	"io/fs"
	"os"
	"strconv"

	"github.com/cnwire/cnwire/internal/privilege"
	"github.com/cnwire/cnwire/record/tap"
	"golang.org/x/sys/unix"
)

// surroundings finds out what there is here: it listens and ignores, and looks
// about in /proc.
func surroundings() *facts {
	r := newRecorder(Options{Buffer: DefaultBuffer})
	k := uname()
	f := &facts{user: os.Geteuid(), release: k.system + " " + k.release, masks: hasMasks()}
	_, f.tap = tries(tap.Open)
	f.removed, f.nlmon = tries(tap.OpenNlmon)
	if f.err = r.open(); f.err != nil {
		return f
	}
	f.note = r.sock.note
	_, _, f.drops = r.sock.memory()
	r.unsubscribe()
	f.err = errors.Join(r.ignoreErr, r.sock.close())
	f.foreign = foreignPIDs()
	f.proc = lookAbout()
	held := privilege.Held()
	f.traces = held.Has(privilege.SysPtrace)
	f.becomes = held.Has(unix.CAP_SETUID) && held.Has(unix.CAP_SETGID)
	return f
}

// tries has a tap look for a moment, and names the devices that it removed.
func tries(open func(buffer int) (*tap.Tap, error)) (removed []string, err error) {
	t, err := open(1)
	if err != nil {
		return nil, err
	}
	return t.Left(), t.Close()
}

// lookAbout looks at which executables of the processes there are may be known.
func lookAbout() (p procFacts) {
	if _, p.err = os.Stat("/proc/self/stat"); p.err != nil {
		return p
	}
	if _, err := os.Stat("/proc/1"); err != nil {
		p.hides = true
	}
	for _, pid := range processes() {
		switch _, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/exe"); {
		case err == nil:
			p.programs++
		case errors.Is(err, fs.ErrPermission):
			if !kernelThread(pid) {
				p.programs++
				p.forbidden++
			}
		}
	}
	return p
}

// kernelThread reports whether a process is one, whose executable others are kept
// from as well.
func kernelThread(pid int) bool {
	var t task
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && t.stat(b) && (pid == kthreadd || t.parent == strconv.Itoa(kthreadd))
}

// kthreadd is the parent of all threads of the kernel (init/main.c:rest_init).
const kthreadd = 2
