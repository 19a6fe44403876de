package connector

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// Forget lowers the kernel's count by the one listener that a process left behind
// which was killed: nothing else ever does. On a kernel that keeps a state for each
// socket an operation that it does not know makes an IGNORE count (SPEC.md R43).
func Forget(t testing.TB) {
	t.Helper()
	if !Listeners(t) {
		t.Fatal("nobody was left behind")
	}
	w, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(w.fd)
	const unknown = 99
	for _, op := range []uint32{unknown, ignore} {
		if err := unix.Sendto(w.fd, request(op, 1), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
			t.Fatal(err)
		}
	}
}

// Others reports whether there is more than one member of the group: then somebody
// else may listen.
func Others(t testing.TB) bool {
	t.Helper()
	list, err := os.ReadFile("/proc/net/netlink")
	if err != nil {
		t.Fatal(err)
	}
	members := 0
	for line := range strings.Lines(string(list)) {
		if f := strings.Fields(line); len(f) > 3 && f[1] == "11" && f[3] != "00000000" {
			members++
		}
	}
	return members > 1
}

// Leave leaves the kernel with a listener that is none: LISTEN, and no IGNORE.
func Leave(t testing.TB) {
	t.Helper()
	w, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(w.fd)
	if err := unix.Sendto(w.fd, request(listen, 1), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		t.Fatal(err)
	}
}
