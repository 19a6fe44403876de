package connector

import (
	"testing"

	"golang.org/x/sys/unix"
)

// Forget lowers the kernel's count of listeners by one, for one that a test left
// behind on purpose. A new socket's IGNORE does so up to 6.5 alone; behind an unknown
// operation it does from 6.6 on as well (SPEC.md R43).
func Forget(t testing.TB) {
	t.Helper()
	w := Open(t)
	for _, op := range []uint32{99, ignore} {
		if err := unix.Sendto(w.fd, request(op, 1), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
			t.Fatal(err)
		}
	}
}
