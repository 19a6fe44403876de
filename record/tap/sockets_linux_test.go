package tap

import (
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func TestAddress(t *testing.T) {
	const symbols = "ffffffff81f52ae0 t netlink_seq_next\nffffffff83a1b2c4 b proc_event_num_listeners\t[cn]\n"
	if got := address(strings.NewReader(symbols), counter); got != 0xffffffff83a1b2c4 {
		t.Errorf("%#x", got)
	}
	for what, symbols := range map[string]string{"hidden": "0000000000000000 b proc_event_num_listeners\n", "missing": "ffffffff81f52ae0 t x\n", "wrong": "zz b proc_event_num_listeners\n", "": ""} {
		if got := address(strings.NewReader(symbols), counter); got != 0 {
			t.Errorf("%s: %#x", what, got)
		}
	}
}

// TestSockets: the kernel's own list, its counter, and what a socket asked for.
func TestSockets(t *testing.T) {
	if os.Getenv(live) != "1" {
		t.Skip("The counter is nobody else's in guests alone: make tap (" + live + "=1).")
	}
	if !described() {
		t.Skip("This kernel does not describe its structures: it says nothing of its sockets.")
	}
	var w walker
	if err := w.prepare(); err != nil { // which takes a while where a processor is emulated
		t.Fatal(err)
	}
	before, err := w.sockets()
	if err != nil {
		t.Fatal(err)
	}
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: 4242, Groups: 1}); err != nil {
		t.Fatal(err)
	}
	for i, op := range []uint32{0, 1, 2} {
		if op != 0 {
			if err := unix.Sendto(fd, request(op, uint32(7+i)), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
				t.Fatal(err)
			}
		}
		s, err := w.sockets()
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(s.List, func(s Socket) bool { return s.Port == 4242 })
		if at < 0 || s.List[at].Group != 1 {
			t.Fatalf("%+v", s)
		}
		// Most of Debian's kernels say where the counter is. None up to 6.5 keeps what was asked.
		want, told := before.Count, !lacks("counter")
		if op == 1 && told {
			want++
		}
		if s.Counted != told || s.Count != want {
			t.Errorf("behind %d: %d, want %d, %v", op, s.Count, want, s.Counted)
		}
		if one := s.List[at]; s.Kept && (one.Asked != (op != 0) || one.Op != op) || !s.Kept && one.Asked {
			t.Errorf("behind %d: %+v", op, one)
		}
	}
}
