//go:build linux

package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/cnwire/cnwire/internal/rig/world"
	"golang.org/x/sys/unix"
)

// role is what a child does that needs threads or another program. It prints
// what the log shall have: a name and a number a line.
func role(args []string) error {
	switch args[0] {
	case "true":
		return nil
	case "threads":
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		threads(n)
		return nil
	case "forks":
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		return world.Forks(n)
	case "exec-thread":
		return execThread()
	case "listening":
		return listening(len(args) > 1 && args[1] == "nlmon")
	case "leader-first":
		leaderFirst()
	}
	return fmt.Errorf("unknown role %q", args[0])
}

// threads makes n threads, each of which ends: a goroutine that ends while it is
// locked to its thread takes the thread with it.
func threads(n int) {
	for range n {
		tid := make(chan int)
		go func() {
			runtime.LockOSThread()
			tid <- unix.Gettid()
		}()
		id := <-tid
		for unix.Tgkill(os.Getpid(), id, 0) == nil { // until it is gone
			time.Sleep(time.Millisecond)
		}
		fmt.Println("tid", id)
	}
}

// execThread becomes another program from a thread that does not lead.
func execThread() error {
	failed := make(chan error)
	go func() {
		runtime.LockOSThread()
		fmt.Println("tid", unix.Gettid())
		self, err := os.Executable()
		if err == nil {
			err = unix.Exec(self, []string{self, "role", "true"}, os.Environ())
		}
		failed <- err
	}()
	return <-failed
}

// leaderFirst ends the thread that leads, and some time later the others.
func leaderFirst() {
	go func() {
		runtime.LockOSThread()
		time.Sleep(100 * time.Millisecond)
		os.Exit(0)
	}()
	unix.Syscall(unix.SYS_EXIT, 0, 0, 0)
}
