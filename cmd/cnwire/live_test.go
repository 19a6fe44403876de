package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/testdata/corpus"
)

// live is a cnwire at work.
type live struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr bytes.Buffer
}

// start runs cnwire on a pipe.
func start(t *testing.T, args ...string) *live {
	t.Helper()
	l := &live{cmd: exec.Command("cnwire", args...)}
	l.cmd.Env = append(os.Environ(), "TZ=UTC")
	l.cmd.Stderr = &l.stderr
	var err error
	if l.in, err = l.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := l.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	l.out = bufio.NewReader(out)
	if err := l.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	watch := time.AfterFunc(20*time.Second, func() { l.cmd.Process.Kill() }) // so that reading never hangs
	t.Cleanup(func() { watch.Stop(); l.cmd.Process.Kill() })
	return l
}

func (l *live) write(t *testing.T, b []byte) {
	t.Helper()
	if _, err := l.in.Write(b); err != nil {
		t.Fatal(err)
	}
}

func (l *live) want(t *testing.T, part string) {
	t.Helper()
	line, err := l.out.ReadString('\n')
	if err != nil || !strings.Contains(line, part) {
		t.Fatalf("line %q, %v; want %q", line, err, part)
	}
}

// status waits for the end.
func (l *live) status(t *testing.T) int {
	t.Helper()
	err := l.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return l.cmd.ProcessState.ExitCode()
}

// A frame that arrives on a pipe is printed before the next one comes.
func TestPipeIsLive(t *testing.T) {
	demo := corpus.Demo()
	for _, c := range []struct{ args, first, second string }{
		{"-", "LISTEN", "ack ok"},
		{"read -l -", "LISTEN", "ack ok"},
		{"-r - -T fields -e cn.ack", "100", "101"},
		{"-r - -T jsonl", `"kind":"request"`, `"kind":"answer"`},
	} {
		l := start(t, strings.Fields(c.args)...)
		l.write(t, demo[:96]) // the file header and one record
		l.want(t, c.first)
		l.write(t, demo[96:150])
		l.write(t, demo[150:204])
		l.want(t, c.second)
		l.in.Close()
		if rest, _ := io.ReadAll(l.out); len(rest) > 0 {
			t.Errorf("%s: %q behind the last frame", c.args, rest)
		}
		if status := l.status(t); status != 0 || l.stderr.Len() > 0 {
			t.Errorf("%s: status %d, %s", c.args, status, l.stderr.String())
		}
	}
}

// Ctrl-C ends a reader that waits, soon and in one word.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal to send: the interrupt is not tested.")
	}
	l := start(t, "read", "-")
	l.write(t, corpus.Demo()[:96])
	l.want(t, "LISTEN")
	if err := l.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	rest, _ := io.ReadAll(l.out)
	if status := l.status(t); status != statusInterrupted || l.stderr.String() != "cnwire: interrupted\n" || len(rest) > 0 {
		t.Errorf("status %d, %q, %s", status, rest, l.stderr.String())
	}
}

// Ctrl-C while frames come in a stream still ends the array of -T json.
func TestInterruptClosesJSON(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal to send: the interrupt is not tested.")
	}
	demo := corpus.Demo()
	l := start(t, "read", "-", "-T", "json")
	l.write(t, demo[:24])
	go func() {
		for {
			if _, err := l.in.Write(demo[24:]); err != nil {
				return
			}
		}
	}()
	l.want(t, "[")
	time.AfterFunc(100*time.Millisecond, func() { l.cmd.Process.Signal(os.Interrupt) })
	rest, _ := io.ReadAll(l.out)
	if status := l.status(t); status != statusInterrupted || l.stderr.String() != "cnwire: interrupted\n" {
		t.Errorf("status %d, %s", status, l.stderr.String())
	}
	if !bytes.HasSuffix(rest, []byte("\n  }\n]\n")) {
		t.Errorf("the output ends %q", rest[max(0, len(rest)-60):])
	}
}

// When whoever reads the output has had enough, the end is quiet.
func TestClosedPipe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "long.pcap")
	demo := corpus.Demo()
	long := append(bytes.Clone(demo), bytes.Repeat(demo[24:], 2000)...)
	if err := os.WriteFile(file, long, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"text", "json", "jsonl", "pdml"} {
		cmd := exec.Command("cnwire", "read", "-T", format, file)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdout = w
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		w.Close()
		r.Read(make([]byte, 10))
		r.Close()
		cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != 0 || stderr.Len() > 0 {
			t.Errorf("%s: status %d, %s", format, code, stderr.String())
		}
	}
}
