//go:build linux

package world

import (
	"os"
	"strings"
	"unsafe"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"golang.org/x/sys/unix"
)

// compiler turns steps into calls. What the calls point to stays in kept.
type compiler struct {
	calls []call
	gate  int
	kept  []any
}

// add appends a call.
func (c *compiler) add(number uintptr, args ...uintptr) *call {
	c.calls = append(c.calls, call{number: number, last: -1})
	last := &c.calls[len(c.calls)-1]
	copy(last.args[:], args)
	return last
}

// text returns the address of a NUL-terminated copy of s.
func (c *compiler) text(s string) uintptr {
	b := append([]byte(s), 0)
	c.kept = append(c.kept, b)
	return uintptr(unsafe.Pointer(&b[0]))
}

// words returns the address of a list of machine words, or of one's first.
func (c *compiler) words(list ...uintptr) uintptr {
	c.kept = append(c.kept, list)
	return uintptr(unsafe.Pointer(&list[0]))
}

// argument turns -1 into what the kernel takes for "no change".
func argument(n int) uintptr { return uintptr(n) }

func (c *compiler) compile(steps []scenario.Step) {
	for _, s := range steps {
		switch a := s.Args; s.Call {
		case "exit_group":
			c.add(unix.SYS_EXIT_GROUP, argument(a[0]))
		case "kill":
			c.add(unix.SYS_GETPID)
			c.add(unix.SYS_KILL, 0, argument(a[0])).last = 0
		case "setresuid":
			c.add(sysSetresuid, argument(a[0]), argument(a[1]), argument(a[2]))
		case "setresgid":
			c.add(sysSetresgid, argument(a[0]), argument(a[1]), argument(a[2]))
		case "setsid":
			c.add(unix.SYS_SETSID)
		case "prctl":
			c.add(unix.SYS_PRCTL, unix.PR_SET_NAME, c.text(s.Text))
		case "comm":
			c.add(unix.SYS_OPENAT, argument(unix.AT_FDCWD), c.text("/proc/self/comm"), unix.O_WRONLY)
			c.add(unix.SYS_WRITE, 0, c.text(s.Text), uintptr(len(s.Text))).last = 0
		case "execve":
			c.execve(s.Text)
		case "nanosleep":
			ts := unix.NsecToTimespec(int64(a[0]) * 1e6)
			c.kept = append(c.kept, &ts)
			c.add(unix.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&ts)))
		case "wait4":
			c.add(unix.SYS_WAIT4, ^uintptr(0))
		case "rt_sigaction":
			// struct sigaction with the handler first, and zeros.
			c.add(unix.SYS_RT_SIGACTION, argument(a[0]), c.words(argument(a[1]), 0, 0, 0, 0, 0), 0, 8)
		case "prlimit64":
			limit := &unix.Rlimit{Cur: uint64(int64(a[0])), Max: ^uint64(0)}
			c.kept = append(c.kept, limit)
			c.add(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_CORE, uintptr(unsafe.Pointer(limit)))
		case "read":
			c.add(unix.SYS_READ, argument(c.gate), c.text(" "), 1)
		case "close":
			c.add(unix.SYS_CLOSE, argument(a[0]))
		case "clone":
			at := len(c.calls)
			c.add(unix.SYS_CLONE, cloneArg0, cloneArg1).fork = true
			c.compile(s.Steps)
			c.add(unix.SYS_EXIT_GROUP)
			c.calls[at].skip = len(c.calls) - at - 1
		default:
			panic("no such step: " + s.Call)
		}
	}
}

// execve becomes the rig's own program in a role, or a program that is not there.
func (c *compiler) execve(args string) {
	path := args
	argv := []uintptr{}
	if !strings.HasPrefix(args, "/") {
		var err error
		path, err = os.Executable()
		check(err, "executable")
		for _, word := range append([]string{path, "role"}, strings.Fields(args)...) {
			argv = append(argv, c.text(word))
		}
	} else {
		argv = append(argv, c.text(path))
	}
	c.add(unix.SYS_EXECVE, c.text(path), c.words(append(argv, 0)...), c.words(0))
}
