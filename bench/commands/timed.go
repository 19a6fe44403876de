package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// timed is a command line and what its runs took.
type timed struct {
	args      []string
	wall, cpu []float64 // seconds
	peak      int64     // KiB of memory, at most
}

// missing reports whether the program is not installed.
func (t *timed) missing() bool {
	_, err := exec.LookPath(t.args[0])
	return err != nil
}

// slow reports whether one run is enough.
func (t *timed) slow() bool { return len(t.wall) > 0 && t.wall[0] > 30 }

// run runs it once, its output to nowhere.
func (t *timed) run() error {
	cmd := exec.Command(t.args[0], t.args[1:]...)
	// A tshark must not find a plugin of its user's beside the one that a row names. Of a
	// home that is not there it says nothing; of one that is no folder it complains.
	const nowhere = "/nonexistent"
	cmd.Env = append(os.Environ(), "HOME="+nowhere, "XDG_CONFIG_HOME="+nowhere)
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer null.Close()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = null, &said
	start := time.Now()
	err = cmd.Run()
	t.wall = append(t.wall, time.Since(start).Seconds())
	// 1 of ours is of what a capture holds. Of a tshark it is a field that it does not have, as
	// that of Debian 13 says to root, for whom it loads no plugin.
	ours := filepath.Base(t.args[0]) == "cnwire"
	if exit := (*exec.ExitError)(nil); err != nil && !(ours && errors.As(err, &exit) && exit.ExitCode() == 1) {
		return fmt.Errorf("%w\n%s", err, said.Bytes())
	}
	t.cpu = append(t.cpu, (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		t.peak = max(t.peak, int64(usage.Maxrss))
	}
	return nil
}

// median is the middle one of values, the lower of two.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)/2]
}
