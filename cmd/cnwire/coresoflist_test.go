package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// processLists are forms of a list of processes.
const processLists = `
ps CAP
ps --width 40 CAP
ps -e pid,ppid,start,fate,comm,host CAP
ps -e pid,comm CAP
ps -T csv CAP
ps -T json CAP
ps -T jsonl CAP
ps -T ek CAP
ps -T fields -e pid,exit_code,start,end,children -E header=y -E quote=d -E separator=; CAP
ps --sort=-pid CAP
ps --failed CAP
`

// TestProcessListOnCores: thousands of processes, of which all that began behind the first one that
// did not end are listed at the end, are the same on one processor, on two and on eight, of one
// host and of several.
func TestProcessListOnCores(t *testing.T) {
	folder := t.TempDir()
	one, other := filepath.Join(folder, "one"), filepath.Join(folder, "other")
	for name, b := range map[string][]byte{one: laid("frames", 3000, 9000), other: laid("frames", 1000, 99_500)} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, form := range strings.Split(strings.TrimSpace(processLists), "\n") {
		if testing.Short() && i%3 != 0 { // under the race detector, say
			continue
		}
		for _, captures := range []string{one, one + " " + other} {
			args := strings.Fields(strings.Replace(form, "CAP", captures, 1))
			want := onCores(t, "1", args, nil)
			if strings.Count(want, "\n") < 1000 {
				t.Errorf("cnwire %s: it says only %.1000s", args, want)
			}
			for _, processors := range []string{"2", "8"} {
				if got := onCores(t, processors, args, nil); got != want {
					t.Errorf("cnwire %s: on %s processors it writes something else: %d bytes, %d on one", args, processors, len(got), len(want))
				}
			}
		}
	}
}

// TestProcessListIsLive: of a capture that goes on, processes of which nothing more is expected are
// listed while it does.
func TestProcessListIsLive(t *testing.T) {
	const lives = 40_000 // those of 65536 events wait for what may come before them, and 4096 for a late EXIT
	c := newCapture(1000)
	for i := range lives {
		pid := c.pid + uint32(i)
		c.frame(c.netlink(0, c.fork(i)))
		c.frame(c.netlink(0, c.event(0x80000000, pid, pid, 9, 17, 1, 1)))
	}
	l := start(t, "ps", "-")
	wrote := make(chan error)
	go func() {
		_, err := l.in.Write(c.Bytes()) // all of it, and no end
		wrote <- err
	}()
	l.want(t, "PID")
	l.want(t, "1000")
	l.want(t, "1001")
	go func() {
		if err := <-wrote; err != nil {
			t.Error(err)
		}
		l.in.Close()
	}()
	rest, err := io.ReadAll(l.out)
	if err != nil {
		t.Fatal(err)
	}
	lines := 3 + bytes.Count(rest, []byte("\n"))
	if status := l.status(t); status != 0 || lines != 1+lives {
		t.Errorf("status %d, %d lines: %s", status, lines, l.stderr.String())
	}
}
