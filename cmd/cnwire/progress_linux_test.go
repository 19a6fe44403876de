package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/cnwire/cnwire/testdata/corpus"
	"golang.org/x/sys/unix"
)

// terminal opens a terminal of 60 columns, both ends.
func terminal(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("There is no /dev/ptmx: progress on a terminal is not tested (%v).", err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 60})
	}
	if err == nil {
		slave, err = os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	return master, slave
}

// slowly runs a command on a terminal for standard error, and perhaps for
// standard output, with an input that stops until the terminal shows something, or
// for a while; it gives what came to the terminal.
func slowly(t *testing.T, until *regexp.Regexp, pause time.Duration, both bool, args ...string) string {
	t.Helper()
	master, slave := terminal(t)
	defer master.Close()
	cmd := exec.Command("cnwire", args...)
	cmd.Stderr = slave
	if both {
		cmd.Stdout = slave
	}
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	slave.Close()
	demo := corpus.Demo()
	in.Write(demo[:len(demo)-10])
	end := sync.OnceFunc(func() {
		in.Write(demo[len(demo)-10 : len(demo)-1]) // one byte is missing
		in.Close()
	})
	defer time.AfterFunc(pause, end).Stop()
	var out []byte
	for b := make([]byte, 4096); ; {
		n, err := master.Read(b)
		if out = append(out, b[:n]...); err != nil { // EIO when the last slave is closed
			break
		}
		if until != nil && until.Match(out) {
			end()
		}
	}
	cmd.Wait()
	return string(out)
}

// TestProgress: after a second a line says how far it is; it fits, and it is
// gone before anything else is said.
func TestProgress(t *testing.T) {
	const message = "cnwire: -: pcap: frame 31 at byte 3192: record data cut short"
	line := regexp.MustCompile(`-: 0\.0 MB, (\d+) frames, 0\.0 MB/s`)
	for _, args := range [][]string{{"read", "-"}, {"convert", "-", "/dev/null"}, {"info", "-"}} {
		got := slowly(t, line, time.Minute, false, args...)
		m := line.FindStringSubmatch(got)
		if m == nil || m[1] != "30" || got[:len(m[0])] != m[0] {
			t.Errorf("%v: %q", args, got)
		}
		at := bytes.Index([]byte(got), []byte("cnwire: -"))
		if at < 4 || got[at-4:at] != "\r\x1b[K" {
			t.Errorf("%v: the line stands before the message: %q", args, got)
		}
	}
	for late := true; late; { // on a busy machine it says nothing
		began := time.Now()
		if got := slowly(t, nil, 200*time.Millisecond, false, "read", "-"); line.MatchString(got) && time.Since(began) < time.Second {
			t.Errorf("before a second has gone by: %q", got)
		}
		late = time.Since(began) >= time.Second
	}
	if got := slowly(t, nil, 1500*time.Millisecond, true, "read", "-"); line.MatchString(got) {
		t.Errorf("between lines of output: %q", got)
	}
}

// TestNoProgress: nothing of the kind where standard error is no terminal.
func TestNoProgress(t *testing.T) {
	cmd := exec.Command("cnwire", "read", "-")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	in.Write(corpus.Demo())
	time.Sleep(1300 * time.Millisecond)
	in.Close()
	if err := cmd.Wait(); err != nil || stderr.Len() > 0 {
		t.Errorf("%v, %q", err, stderr.String())
	}
}

// TestFullDisk: what cannot be written is said, with status 1.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("There is no /dev/full: how a full disk is told of is not tested (%v).", err)
	}
	defer full.Close()
	for _, args := range [][]string{{"read", "-"}, {"info", "-"}, {"convert", "-", "-"}, {"merge", "-w", "-", "-"}} {
		cmd := exec.Command("cnwire", args...)
		cmd.Stdin = bytes.NewReader(corpus.Demo())
		cmd.Stdout = full
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		cmd.Run()
		if code := cmd.ProcessState.ExitCode(); code != statusFile || !bytes.Contains(stderr.Bytes(), []byte("no space left on device")) {
			t.Errorf("%v: status %d, %s", args, code, stderr.String())
		}
	}
}
