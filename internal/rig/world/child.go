//go:build linux

package world

import (
	"runtime"
	"syscall"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"golang.org/x/sys/unix"
)

// call is one system call of a child. Where fork is set the call makes a child
// of the child, which takes the next skip calls; its parent goes on behind them.
type call struct {
	number uintptr
	args   [6]uintptr
	last   int // which argument becomes the result of the call before; -1 is none
	fork   bool
	skip   int
}

// process implements scenario.Process.
type process struct {
	pid  int
	gate int // the end of the pipe that opens the gate when it is closed
}

func (p *process) PID() int { return p.pid }

// Release opens the gate.
func (p *process) Release() {
	check(unix.Close(p.gate), "gate")
	p.gate = -1
}

// Wait waits until the process is gone.
func (p *process) Wait() {
	for {
		_, err := unix.Wait4(p.pid, nil, 0, nil)
		if err != unix.EINTR {
			check(err, "wait for %d", p.pid)
			return
		}
	}
}

// Kill sends a signal and waits.
func (p *process) Kill(signal int) {
	check(unix.Kill(p.pid, syscall.Signal(signal)), "kill %d", p.pid)
	p.Wait()
}

// Child forks, lets the child take the steps, and waits.
func (w *World) Child(label string, steps ...scenario.Step) int {
	p := w.Start(label, steps...).(*process)
	p.Release()
	p.Wait()
	return p.pid
}

// Start forks a child that takes the steps.
func (w *World) Start(label string, steps ...scenario.Step) scenario.Process {
	var pipe [2]int
	check(unix.Pipe2(pipe[:], unix.O_CLOEXEC), "pipe")
	c := &compiler{gate: pipe[0]}
	c.compile(append(append([]scenario.Step(nil),
		// The child's own copy of the writing end would keep the gate shut.
		scenario.Step{Call: "close", Args: [3]int{pipe[1]}}), steps...))
	c.add(unix.SYS_EXIT_GROUP)
	runtime.LockOSThread()
	pid, errno := fork(c.calls)
	runtime.UnlockOSThread()
	runtime.KeepAlive(c)
	if errno != 0 {
		check(errno, "fork")
	}
	check(unix.Close(pipe[0]), "gate")
	w.Fact(label, int64(pid))
	return &process{pid: pid, gate: pipe[1]}
}

// Forks makes children one after the other, each of which ends at once and is waited for.
// Several threads may do so at a time.
func Forks(n int) error {
	var c compiler
	c.add(unix.SYS_EXIT_GROUP)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for range n {
		pid, errno := fork(c.calls)
		if errno != 0 {
			return errno
		}
		p := process{pid: pid}
		p.Wait()
	}
	return nil
}

// fork makes a child of this process, which does the calls and nothing else: no
// memory is allocated in it, no stack grows and nothing of Go's runtime is entered,
// whose other threads it has not.
//
//go:nosplit
//go:norace
//go:noinline
func fork(calls []call) (pid int, errno syscall.Errno) {
	r, _, e := syscall.RawSyscall6(unix.SYS_CLONE, cloneArg0, cloneArg1, 0, 0, 0, 0)
	if r != 0 || e != 0 {
		return int(r), e
	}
	var last uintptr
	for i := 0; ; i++ {
		c := &calls[i]
		if c.last >= 0 {
			c.args[c.last] = last
		}
		last, _, _ = syscall.RawSyscall6(c.number, c.args[0], c.args[1], c.args[2], c.args[3], c.args[4], c.args[5])
		if c.fork && last != 0 {
			i += c.skip
		}
	}
}
