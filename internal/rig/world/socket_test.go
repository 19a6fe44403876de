//go:build linux

package world

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"golang.org/x/sys/unix"
)

// open opens a socket, or ends the test where the kernel has no connector.
func open(t *testing.T, w *World, name string) *socket {
	t.Helper()
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM, unix.NETLINK_CONNECTOR)
	if err != nil {
		t.Skip("This kernel has no connector: its sockets are not tested.") // no tool brings one
	}
	unix.Close(fd)
	return w.Open(name, scenario.Options{}).(*socket)
}

// TestSocket sends from one socket to another, which passes no kernel's connector
// and disturbs no listener, and looks at the log and at the capture.
func TestSocket(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("Sending from port to port needs root: it is not tested.")
	}
	w := scratch(t)
	a, b := open(t, w, "a"), open(t, w, "b")
	message := make([]byte, 36)
	binary.NativeEndian.PutUint32(message, 36)
	a.SendTo(b.Port(), 0, message)
	w.Settle()
	a.Close()
	b.Close()
	log, err := os.ReadFile(filepath.Join(w.dir, "x.log.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := scenario.ParseLog(log)
	if err != nil || len(lines) != 5 || lines[2].DstPort != b.port || !bytes.Equal(lines[2].Bytes(), message) {
		t.Fatalf("%s %v", log, err)
	}
	file, err := os.ReadFile(filepath.Join(w.dir, "x.b.pcap"))
	if err != nil || len(file) != 24+16+16+36 || !bytes.HasSuffix(file, append([]byte(cooked), message...)) {
		t.Errorf("the capture is %x, %v", file, err)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "x.a.pcap")); err == nil {
		t.Error("there is a capture of a socket that received nothing")
	}
}

// TestOwed: a scenario that ends early owes an IGNORE for each LISTEN. The
// messages go to a socket of this process, not to the kernel.
func TestOwed(t *testing.T) {
	w := scratch(t)
	s := open(t, w, "a")
	defer s.Close()
	for _, c := range []struct {
		op    uint32
		owing bool
	}{{procListen, true}, {procIgnore, false}, {procListen, true}, {99, true}, {procIgnore, false}} {
		message := make([]byte, 40)
		binary.NativeEndian.PutUint32(message[36:], c.op)
		s.SendTo(s.port, 0, message)
		if (s.listening != nil) != c.owing {
			t.Errorf("after operation %d: owing is %v", c.op, s.listening != nil)
		}
	}
}
