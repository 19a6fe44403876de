//go:build linux

package world

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"golang.org/x/sys/unix"
)

// Tool runs this program in a role and makes facts of the lines it prints, each
// a name and a number.
func (w *World) Tool(role string, args ...string) {
	self, err := os.Executable()
	check(err, "executable")
	cmd := exec.Command(self, append([]string{"role", role}, args...)...)
	cmd.Env = []string{"GOMAXPROCS=1"}
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	check(err, "role %s", role)
	w.Fact(role, int64(cmd.Process.Pid))
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		name, value, _ := strings.Cut(s.Text(), " ")
		n, err := strconv.ParseInt(value, 10, 64)
		check(err, "role %s", role)
		w.Fact(role+"."+name, n)
	}
}

// Part runs a part of the scenario in a process of its own.
func (w *World) Part(name string, as scenario.As) {
	self, err := os.Executable()
	check(err, "executable")
	initial := w.initial.user + " " + w.initial.pid + " " + w.initial.net
	cmd := exec.Command(self, "part", w.name, name, w.dir, w.modules, initial, w.kernel.Arch, w.kernel.Release, fmt.Sprint(w.kernel.Live))
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	if as.UID != 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(as.UID), Gid: uint32(as.UID)}
	}
	switch as.NewNS {
	case "pid":
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWPID
	case "net":
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWNET
	case "user":
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{Size: 1}}
	}
	check(cmd.Start(), "part %s", name)
	w.Fact(name, int64(cmd.Process.Pid))
	check(cmd.Wait(), "part %s", name)
}

// Trace attaches to a process and detaches, by both ways there are.
func (w *World) Trace(p scenario.Process) {
	runtime.LockOSThread() // the tracer is a thread
	defer runtime.UnlockOSThread()
	check(unix.PtraceAttach(p.PID()), "attach")
	w.stopped(p.PID())
	check(unix.PtraceDetach(p.PID()), "detach")
	check(unix.PtraceSeize(p.PID()), "seize")
	check(unix.PtraceInterrupt(p.PID()), "interrupt")
	w.stopped(p.PID())
	check(unix.PtraceDetach(p.PID()), "detach")
}

func (w *World) stopped(pid int) {
	_, err := unix.Wait4(pid, nil, unix.WALL, nil)
	check(err, "wait for %d", pid)
}
