package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cnwire/cnwire/testdata/corpus"
	"golang.org/x/sys/unix"
)

// onTerminal returns what cnwire prints on a terminal of a width.
func onTerminal(t *testing.T, columns uint16, env []string, args ...string) string {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("There is no /dev/ptmx: how terminals are written to is not tested (%v).", err)
	}
	defer master.Close()
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns})
	}
	if err != nil {
		t.Fatal(err)
	}
	slave, err := os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("cnwire", args...)
	cmd.Env = append([]string{"TZ=UTC", "TERM=xterm"}, env...)
	cmd.Stdout = slave
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	slave.Close()
	var out bytes.Buffer
	io.Copy(&out, master) // ends with EIO when the last slave is closed
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), "\r\n", "\n")
}

// Lines on a terminal have colours, unless the user wants none, and are cut to
// its width.
func TestTerminal(t *testing.T) {
	const request = "\x1b[33m    1   0.000000 >kernel 1:1      7  100 LISTEN\x1b[0m\n"
	if got := onTerminal(t, 80, nil, "demo", "-c", "1"); got != request {
		t.Errorf("%q, want %q", got, request)
	}
	for _, c := range []struct{ env, flag string }{{"NO_COLOR=1", "-n"}, {"TERM=dumb", "-n"}, {"A=b", "--color=never"}} {
		if got := onTerminal(t, 80, []string{c.env}, "demo", c.flag); strings.Contains(got, "\x1b") {
			t.Errorf("%s %s: colours: %.80q", c.env, c.flag, got)
		}
	}
	if got := onTerminal(t, 80, []string{"NO_COLOR="}, "demo", "-c", "1"); got != request {
		t.Errorf("an empty NO_COLOR: %q", got)
	}
	for _, columns := range []int{80, 60, 20} {
		cut := 0
		for line := range strings.Lines(onTerminal(t, uint16(columns), []string{"NO_COLOR=1"}, "demo")) {
			line = strings.TrimSuffix(line, "\n")
			if n := utf8.RuneCountInString(line); n > columns {
				t.Errorf("%d columns on a terminal of %d: %s", n, columns, line)
			} else if strings.HasSuffix(line, "…") {
				cut++
				if n != columns {
					t.Errorf("cut to %d columns of %d: %s", n, columns, line)
				}
			}
		}
		if cut == 0 && columns < 80 {
			t.Errorf("no line was cut to %d columns", columns)
		}
	}
	whole := onTerminal(t, 60, []string{"NO_COLOR=1"}, "demo", "-T", "jsonl", "-c", "1")
	if strings.Contains(whole, "…") || strings.Count(whole, "\n") != 1 {
		t.Errorf("-T jsonl is cut: %s", whole)
	}
}

// TestLineBuffered gives cnwire an output that keeps its writes apart: with -l
// there is one for each frame of a file, without it one for all.
func TestLineBuffered(t *testing.T) {
	file := filepath.Join(t.TempDir(), "demo.pcap")
	if err := os.WriteFile(file, corpus.Demo(), 0o600); err != nil {
		t.Fatal(err)
	}
	for flag, want := range map[string]int{"-l": 31, "-n": 1} {
		pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			t.Fatal(err)
		}
		ours, theirs := os.NewFile(uintptr(pair[0]), "ours"), os.NewFile(uintptr(pair[1]), "theirs")
		cmd := exec.Command("cnwire", "read", flag, file)
		cmd.Stdout = theirs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		theirs.Close()
		writes, buffer := 0, make([]byte, 1<<16)
		for {
			if n, err := ours.Read(buffer); n <= 0 || err != nil {
				break
			}
			writes++
		}
		ours.Close()
		if err := cmd.Wait(); err != nil || writes != want {
			t.Errorf("%s: %d writes, want %d, %v", flag, writes, want, err)
		}
	}
}
