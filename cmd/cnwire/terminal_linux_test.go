package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/fit"
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
	io.Copy(&out, master)                                   // ends with EIO when the last slave is closed
	if err := cmd.Wait(); err != nil && args[0] != "diff" { // which says with 1 that there are differences
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), "\r\n", "\n")
}

// Lines on a terminal have colours, unless the user wants none.
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
	whole := onTerminal(t, 60, []string{"NO_COLOR=1"}, "demo", "-T", "jsonl", "-c", "1")
	if strings.Count(whole, "\n") != 1 {
		t.Errorf("-T jsonl is broken: %s", whole)
	}
}

// README: no line is wider than the terminal, and nothing is cut: without blanks it is
// all there.
func TestTerminalWidth(t *testing.T) {
	const nlmon, two = "../../testdata/corpus/captures/amd64-6.1.192-nlmon.pcap", "../../wireshark/testdata/two-hosts.pcapng"
	bare := func(s string) string {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n│", r) }), "")
	}
	sorted := func(s string) string {
		b := []byte(bare(s))
		slices.Sort(b)
		return string(b)
	}
	for _, args := range [][]string{
		{"demo"}, {"check", nlmon}, {"pairs", nlmon}, {"ps", two}, {"ps", nlmon}, {"ps", "--tree", two}, {"follow", "14910", two}, {"stats", "--by", "process,loss", nlmon},
		{"info", two}, {"ids"}, {"fields", "^cn_proc.(exit|parent)"}, {"diff", "--only", "frame.comment,frame.time,link_type", "-c", "9", nlmon, two},
	} {
		long := onTerminal(t, 0, []string{"NO_COLOR=1"}, append(args, "--width", "0")...)
		for _, columns := range []uint16{80, 40} {
			got := onTerminal(t, columns, []string{"NO_COLOR=1"}, args...)
			for line := range strings.Lines(got) {
				if n := fit.Width([]byte(strings.TrimSuffix(line, "\n"))); n > int(columns) {
					t.Errorf("%v: %d columns on a terminal of %d: %s", args, n, columns, line)
				}
			}
			if sorted(got) != sorted(long) { // in another order, where several columns go on below
				t.Errorf("%v on %d columns: not the same as without a limit:\n%s\n%s", args, columns, got, long)
			}
		}
	}
}

// README: --width is another width, COLUMNS is the terminal's, and in a pipe there is none.
func TestWidthOptions(t *testing.T) {
	widest := func(out string) (n int) {
		for line := range strings.Lines(out) {
			n = max(n, fit.Width([]byte(strings.TrimSuffix(line, "\n"))))
		}
		return n
	}
	for _, c := range []struct {
		columns  uint16
		env      string
		args     []string
		from, to int
	}{
		{50, "", nil, 45, 50},
		{50, "COLUMNS=60", nil, 51, 60},
		{50, "COLUMNS=x", nil, 45, 50},
		{50, "COLUMNS=60", []string{"--width", "45"}, 40, 45},
		{50, "COLUMNS=60", []string{"--width=0"}, 70, 1000},
	} {
		if n := widest(onTerminal(t, c.columns, []string{"NO_COLOR=1", c.env}, append([]string{"demo"}, c.args...)...)); n < c.from || n > c.to {
			t.Errorf("%s %v on %d columns: %d, want %d to %d", c.env, c.args, c.columns, n, c.from, c.to)
		}
	}
	for args, to := range map[string]int{"demo": 1000, "demo --width 50": 50} {
		cmd := exec.Command("cnwire", strings.Fields(args)...)
		cmd.Env = append(os.Environ(), "COLUMNS=40")
		out, err := cmd.Output()
		if n := widest(string(out)); err != nil || n > to || n < min(to, 70)-5 {
			t.Errorf("%s in a pipe: %d columns, %v", args, n, err)
		}
	}
	if out, err := exec.Command("cnwire", "demo", "-T", "jsonl", "--width", "50").CombinedOutput(); err == nil || !strings.Contains(string(out), "--width goes with -T text") {
		t.Errorf("%v, %s", err, out)
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
