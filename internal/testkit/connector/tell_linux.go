package connector

import (
	"testing"

	"golang.org/x/sys/unix"
)

// Tell sends a group, from 1 to 32, a datagram from another program's socket, and
// returns the socket's port id. The kernel gets it as well (SPEC.md R41), so it must
// be none that it obeys.
func Tell(t testing.TB, group uint32, datagram []byte) (port uint32) {
	t.Helper()
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if err := unix.Sendto(fd, datagram, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: 1 << (group - 1)}); err != nil {
		t.Fatal(err)
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	return name.(*unix.SockaddrNetlink).Pid
}
