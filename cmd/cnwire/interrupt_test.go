package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// Ctrl-C ends an analysis with what was read until then, and a status that no CI
// takes for a clean capture.
func TestInterruptedAnalysis(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal to send: the interrupt is not tested.")
	}
	demo := corpus.Demo()
	for _, command := range []string{"stats", "ps", "pairs", "check"} {
		l := start(t, command, "-")
		l.write(t, demo[:24])
		go func() {
			for n := 1; ; n++ {
				if n == 200 { // more than a pipe holds: it is reading
					l.cmd.Process.Signal(os.Interrupt)
				}
				if _, err := l.in.Write(demo[24:]); err != nil {
					return
				}
			}
		}()
		shown, _ := io.ReadAll(l.out)
		if status := l.status(t); status != statusInterrupted || len(shown) == 0 {
			t.Errorf("%s: status %d, %d bytes shown, %s", command, status, len(shown), l.stderr.String())
		}
	}
}

// TestInterruptedWait: each of three signals ends each command that waits for a
// pipe on which nothing comes. It prints what it has, calls nothing damaged, and
// leaves nothing half written.
func TestInterruptedWait(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal to send: the interrupt is not tested.")
	}
	hangups := make(chan os.Signal, 1) // under nohup(1) they are ignored, which those who are started here would inherit
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	demo := corpus.Demo()
	frames := slices.Concat(demo[:24], bytes.Repeat(demo[24:], 200)) // more than a pipe holds: when all is written, most was read
	dump := []byte(strings.Repeat("45 00 00 03\n\n", 40_000))
	for i, c := range []struct {
		args  string
		shows string // a part of it
	}{
		{"read -", "LISTEN"},
		{"read -T json -", "\n]\n"},
		{"read -T pdml -", "</packet>\n\n\n</pdml>\n"},
		{"read -T psml -", "</packet>\n\n</psml>\n"},
		{"info -", "Frames"},
		{"stats -", "Messages"},
		{"ps -", "PID"},
		{"pairs -", "Request"},
		{"follow 98 -", "start"},
		{"follow sh -", ""},
		{"check -", "error 0"},
		{"diff - DEMO", "only in -"},
		{"explain -", ""},
		{"convert - -", "\xd4\xc3\xb2\xa1"},
		{"convert --from text - -", ""},
		{"convert - OUT", ""},
		{"merge -w OUT DEMO -", ""},
		{"read - -w OUT", ""},
		{"export - -F csv -w OUT", ""},
		{"export - -F parquet -w OUT", ""},
		{"export - -F parquet --partition hour -w OUT.d", ""},
		{"export - -F csv -w -", "frame"},
		{"export --table processes - -F csv -w -", "capture"},
		{"export --table notes - -F parquet -w OUT", ""},
		{"export --table losses - -F csv --partition hour -w OUT.d", ""},
	} {
		signals := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
		for k, signal := range signals {
			if !testkit.Share(i+k, len(signals)) || testing.Short() && k > 0 {
				continue
			}
			folder := t.TempDir()
			out := filepath.Join(folder, "out")
			if err := os.WriteFile(out, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(folder, "demo")
			if err := os.WriteFile(name, demo, 0o600); err != nil {
				t.Fatal(err)
			}
			l := start(t, strings.Fields(strings.NewReplacer("OUT", out, "DEMO", name).Replace(c.args))...)
			shown := make(chan []byte)
			go func() {
				b, _ := io.ReadAll(l.out)
				shown <- b
			}()
			if strings.Contains(c.args, "explain") || strings.Contains(c.args, "text") {
				l.write(t, dump)
			} else {
				l.write(t, frames[:len(frames)-7]) // within a frame
			}
			l.cmd.Process.Signal(signal)
			got := <-shown
			if status := l.status(t); status != statusInterrupted || !strings.HasSuffix(l.stderr.String(), "cnwire: interrupted\n") || !strings.Contains(string(got), c.shows) {
				t.Errorf("%s, %v: status %d, %q shown, %s", c.args, signal, status, got[max(0, len(got)-200):], l.stderr.String())
			}
			if all := string(got) + l.stderr.String(); strings.Contains(all, "cancel") || strings.Contains(all, "cut short") || strings.Contains(all, "unreadable") {
				t.Errorf("%s, %v: the interrupt is told of as damage: %s", c.args, signal, l.stderr.String())
			}
			left, err := os.ReadDir(folder)
			if err != nil || len(left) != 2 {
				t.Errorf("%s, %v: left behind: %v, %v", c.args, signal, left, err)
			}
			if b, _ := os.ReadFile(out); string(b) != "old" {
				t.Errorf("%s, %v: OUT is another", c.args, signal)
			}
		}
	}
}

// TestInterruptedPrinting: once all is read, one signal ends a command that
// prints, as it ends any program.
func TestInterruptedPrinting(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal to send: the interrupt is not tested.")
	}
	demo := corpus.Demo()
	many := bytes.Clone(demo[:24])
	for i := range 3000 { // more processes than a pipe holds lines
		many = append(many, demo[204:312]...)
		record := many[len(many)-108:]
		binary.LittleEndian.PutUint32(record[56:], uint32(i))      // cn_msg.seq
		binary.LittleEndian.PutUint32(record[92:], uint32(1000+i)) // child_pid
		binary.LittleEndian.PutUint32(record[96:], uint32(1000+i)) // child_tgid
	}
	name := filepath.Join(t.TempDir(), "many.pcap")
	if err := os.WriteFile(name, many, 0o600); err != nil {
		t.Fatal(err)
	}
	l := start(t, "ps", "--sort=pid", name)
	l.want(t, "PID")
	l.cmd.Process.Signal(os.Interrupt)
	if status := l.status(t); status != -1 {
		t.Errorf("status %d, want the end by a signal; %s", status, l.stderr.String())
	}
}
