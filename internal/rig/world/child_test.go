//go:build linux

package world

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"golang.org/x/sys/unix"
)

// scratch is a world that logs to a temporary folder.
func scratch(t *testing.T) *World {
	t.Helper()
	dir := t.TempDir()
	log, err := os.OpenFile(filepath.Join(dir, "x.log.jsonl"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	return &World{dir: dir, name: "x", log: log}
}

// start forks a child and returns its wait status.
func start(t *testing.T, w *World, steps ...scenario.Step) unix.WaitStatus {
	t.Helper()
	p := w.Start("child", steps...)
	p.Release()
	var status unix.WaitStatus
	if _, err := unix.Wait4(p.PID(), &status, 0, nil); err != nil {
		t.Fatal(err)
	}
	return status
}

// TestSteps: children that are nothing but system calls do them.
func TestSteps(t *testing.T) {
	w := scratch(t)
	if s := start(t, w, scenario.Exit(7)); s.ExitStatus() != 7 {
		t.Errorf("exit: %#x", s)
	}
	if s := start(t, w); s.ExitStatus() != 0 || !s.Exited() {
		t.Errorf("no steps: %#x", s)
	}
	if s := start(t, w, scenario.Kill(9)); s.Signal() != 9 {
		t.Errorf("kill: %#x", s)
	}
	if s := start(t, w, scenario.CoreLimit(0), scenario.DefaultSignal(6), scenario.Kill(6)); s.Signal() != 6 || s.CoreDump() {
		t.Errorf("abort: %#x", s)
	}
	if s := start(t, w, scenario.Gate(), scenario.Exit(3)); s.ExitStatus() != 3 {
		t.Errorf("gate: %#x", s)
	}
	if s := start(t, w, scenario.ExecMissing(), scenario.Exit(127)); s.ExitStatus() != 127 {
		t.Errorf("exec: %#x", s)
	}
	// The child's child ends by a step of its own; what follows is the child's.
	if s := start(t, w, scenario.Fork(scenario.Fork(scenario.Exit(1)), scenario.Wait(), scenario.Exit(2)), scenario.Wait(), scenario.Exit(5)); s.ExitStatus() != 5 {
		t.Errorf("fork: %#x", s)
	}
}

// TestGate: a child waits until it is released.
func TestGate(t *testing.T) {
	w := scratch(t)
	p := w.Start("gated", scenario.Gate(), scenario.Exit(0))
	if pid, err := unix.Wait4(p.PID(), nil, unix.WNOHANG, nil); pid != 0 || err != nil {
		t.Errorf("it is gone already: %d, %v", pid, err)
	}
	p.Release()
	p.Wait()
	log, err := os.ReadFile(filepath.Join(w.dir, "x.log.jsonl"))
	if err != nil || !strings.Contains(string(log), `"do":"fact","name":"gated","number":`) {
		t.Errorf("the log is %s, %v", log, err)
	}
}

// Several threads make children at a time, and leave none behind.
func TestForks(t *testing.T) {
	made := func() (n int) {
		text, err := os.ReadFile("/proc/stat")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			fmt.Sscanf(line, "processes %d", &n)
		}
		return n
	}
	before := made()
	errs := make(chan error)
	const threads, each = 4, 5
	for range threads {
		go func() { errs <- Forks(each) }()
	}
	for range threads {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := made() - before; n < threads*each {
		t.Errorf("%d processes were made, want %d", n, threads*each)
	}
	if pid, err := unix.Wait4(-1, nil, unix.WNOHANG, nil); err != unix.ECHILD {
		t.Errorf("a child is left: %d, %v", pid, err)
	}
}
