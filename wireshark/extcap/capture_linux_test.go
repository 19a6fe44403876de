package extcap_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/testkit/connector"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/wireshark/extcap"
)

// needLive skips where nothing can be captured, and sees to it that the kernel
// counts as many listeners behind so many captures as before. Where somebody
// listens all the time the answers are counted: each LISTEN and each IGNORE has one
// then (R44).
func needLive(t *testing.T, captures int) {
	t.Helper()
	connector.Need(t)
	before := connector.Listeners(t)
	w := connector.Open(t)
	t.Cleanup(func() {
		if !before {
			connector.NoMoreListeners(t, false)
			return
		}
		answers := 0
		for range 100 {
			answers = 0
			for _, b := range w.Read(t) {
				if len(b) == 76 && whatOf(b) == 0 {
					answers++
				}
			}
			if answers >= 2*captures {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Errorf("%d answers to the LISTEN and the IGNORE of %d captures", answers, captures)
	})
}

func newFIFO(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// capture is a capture of this process, and the other end of its FIFO.
type capture struct {
	*os.File
	stop  func()
	ended chan bool
	// Behind ended:
	status     int
	complaints string
}

func start(t *testing.T, args ...string) *capture {
	t.Helper()
	fifo := newFIFO(t)
	ctx, stop := context.WithCancel(context.Background())
	c := &capture{stop: stop, ended: make(chan bool)}
	go func() {
		defer close(c.ended)
		c.status, _, c.complaints = extcap.Answer(ctx, "linux", append([]string{"--capture", "--extcap-interface", "cnwire", "--fifo", fifo}, args...)...)
	}()
	opened := make(chan *os.File, 1)
	go func() {
		f, _ := os.Open(fifo) // waits for the other end
		opened <- f
	}()
	select {
	case c.File = <-opened:
	case <-time.After(20 * time.Second):
		stop()
		<-c.ended
		t.Fatalf("the FIFO is not opened: status %d, %s", c.status, c.complaints)
	}
	t.Cleanup(func() {
		stop()
		c.Close()
		<-c.ended
	})
	return c
}

// wait waits for the end, which must come.
func (c *capture) wait(t *testing.T, status int) {
	t.Helper()
	select {
	case <-c.ended:
	case <-time.After(20 * time.Second):
		t.Fatal("the capture does not end")
	}
	if c.status != status || (status == 0) != (c.complaints == "") {
		t.Errorf("status %d, want %d: %s", c.status, status, c.complaints)
	}
}

// datagrams reads a capture to its end, which must be behind a whole block, and
// returns what its interface says of itself.
func datagrams(t *testing.T, in io.Reader) (list [][]byte, description string) {
	t.Helper()
	r, err := pcap.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		var p pcap.Packet
		if err := r.Next(&p); err == io.EOF {
			return list, description
		} else if err != nil {
			t.Fatalf("behind %d frames: %v", len(list), err)
		}
		if p.Interface.LinkType != 253 {
			t.Fatalf("link type %d", p.Interface.LinkType)
		}
		description = p.Interface.Description
		list = append(list, bytes.Clone(p.Data[16:]))
	}
}

func has(list [][]byte, mark string) bool {
	return slices.ContainsFunc(list, func(b []byte) bool { return connector.IsMark(b, mark) })
}

// isOwn: it is our LISTEN, or our IGNORE.
func isOwn(b []byte, op byte) bool { return len(b) == 40 && b[36]|b[39] == op }

// whatOf is which event a datagram is, or 0 for a request or an answer.
func whatOf(b []byte) uint32 {
	if len(b) != 76 {
		return 0
	}
	return binary.NativeEndian.Uint32(b[36:])
}

const comm = 0x200 // PROC_EVENT_COMM

// At a signal all is in the FIFO that had happened, IGNORE behind it.
func TestCaptureEnds(t *testing.T) {
	needLive(t, 1)
	c := start(t)
	var all bytes.Buffer
	read := make(chan bool)
	go func() {
		io.Copy(&all, c)
		close(read)
	}()
	connector.Mark(t, "before the end")
	for range 200 { // until it listens
		time.Sleep(5 * time.Millisecond)
		connector.Mark(t, "before the end")
	}
	c.stop()
	c.wait(t, 0)
	<-read
	list, description := datagrams(t, &all)
	if len(list) < 3 || !isOwn(list[len(list)-1], 2) || !has(list, "before the end") || !strings.HasSuffix(description, "all events") {
		t.Errorf("%d frames of %q, without the event, or IGNORE at the end", len(list), description)
	}
}

// The options are those of record: only what was asked for is there.
func TestCaptureOptions(t *testing.T) {
	needLive(t, 1)
	c := start(t, "--events", "comm,exit", "--extcap-capture-filter", "comm", "--who", "no")
	var all bytes.Buffer
	read := make(chan bool)
	go func() {
		io.Copy(&all, c)
		close(read)
	}()
	for range 100 {
		time.Sleep(5 * time.Millisecond)
		connector.Mark(t, "only these")
	}
	connector.Storm(t, 5)
	c.stop()
	c.wait(t, 0)
	<-read
	list, description := datagrams(t, &all)
	marks := 0
	for _, b := range list {
		switch whatOf(b) {
		case comm:
			marks++
		case 0:
		default:
			t.Errorf("% x", b)
		}
	}
	if marks < 10 || !strings.HasSuffix(description, "comm") {
		t.Errorf("%d events of %q", marks, description)
	}
}

// Who read the FIFO has had enough: that is the end, also while nothing happens.
func TestCaptureUnread(t *testing.T) {
	needLive(t, 1)
	c := start(t, "--events", "coredump")
	var head bytes.Buffer
	for n := -1; n != head.Len(); { // until nothing comes any more
		n = head.Len()
		c.SetReadDeadline(time.Now().Add(time.Second))
		if _, err := io.Copy(&head, c); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("behind %d bytes: %v", head.Len(), err)
		}
	}
	if head.Len() < 100 {
		t.Fatalf("%d bytes", head.Len())
	}
	c.Close()
	c.wait(t, 0)
}

// Who reads the FIFO no further is not waited for when the end was asked for, and
// IGNORE is sent before.
func TestCaptureStuck(t *testing.T) {
	needLive(t, 1)
	defer extcap.ShortGrace()()
	c := start(t)
	if _, err := io.ReadFull(c, make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	connector.Storm(t, 500) // 64 KiB, and more, that the FIFO holds
	c.stop()
	c.wait(t, 1)
	if !strings.Contains(c.complaints, "does not") {
		t.Error(c.complaints)
	}
}

// A wrong option is said, and ends the FIFO, whose reader would wait for ever else.
func TestCaptureRefused(t *testing.T) {
	c := start(t, "--extcap-capture-filter", "tcp port 80")
	if b, err := io.ReadAll(c); err != nil || len(b) > 0 {
		t.Errorf("%q, %v", b, err)
	}
	c.wait(t, 1)
	if !strings.Contains(c.complaints, "names of events") {
		t.Error(c.complaints)
	}
}

// It makes no file and writes none over.
func TestCaptureIntoFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "precious")
	for _, there := range []bool{false, true} {
		if there {
			if err := os.WriteFile(name, []byte("precious"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		status, _, complaints := extcap.Answer(t.Context(), "linux", "--capture", "--extcap-interface", "cnwire", "--fifo", name)
		b, err := os.ReadFile(name)
		if status != 1 || strings.Contains(complaints, "no FIFO") != there || string(b) != "precious" && (there || !errors.Is(err, os.ErrNotExist)) {
			t.Errorf("status %d, %s, %q", status, complaints, b)
		}
	}
}

// A program whose Wireshark is gone waits for no reader; and neither does one that
// was told to end.
func TestCaptureWithoutReader(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), extcap.Program)
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string]string{
		"parent": `"$0" --capture --extcap-interface cnwire --fifo "$1" & sleep $2`,
		"signal": `"$0" --capture --extcap-interface cnwire --fifo "$1" & sleep $2; kill $!; kill -INT $!; wait`,
	} {
		// It has to wait already: how long that takes is not known on a busy machine.
		var ended bool
		var out string
		for _, delay := range []string{"0.3", "1", "4"} {
			if ended, out = ending(t, script, program, delay); ended && out != "" {
				break
			}
		}
		if !ended || !strings.Contains(out, "was not opened") {
			t.Errorf("%s: it went on waiting, or said %q", name, out)
		}
	}
}

// ending runs a script that leaves program waiting for a FIFO's reader, and
// reports whether all ended within twenty seconds, and what was complained.
func ending(t *testing.T, script, program, delay string) (ended bool, complaints string) {
	var out bytes.Buffer
	cmd := exec.Command("sh", "-c", script, program, newFIFO(t), delay)
	cmd.Stderr = &out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(20*time.Second, func() { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	cmd.Wait() // until nobody has standard error open
	return late.Stop(), out.String()
}
