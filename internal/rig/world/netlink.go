//go:build linux

package world

import (
	"encoding/binary"

	"golang.org/x/sys/unix"
)

// Netlink asks another family and reads until NLMSG_DONE or NLMSG_ERROR.
func (w *World) Netlink(family int, request []byte) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, family)
	check(err, "socket of family %d", family)
	defer unix.Close(fd)
	check(unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &unix.Timeval{Sec: 2}), "timeout")
	check(unix.Sendto(fd, request, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}), "send to family %d", family)
	for b := make([]byte, 64<<10); ; {
		n, _, err := unix.Recvfrom(fd, b, 0)
		if err == unix.EAGAIN {
			return
		}
		check(err, "recv from family %d", family)
		for at := 0; at+16 <= n; {
			length, kind := int(binary.NativeEndian.Uint32(b[at:])), binary.NativeEndian.Uint16(b[at+4:])
			if kind == unix.NLMSG_DONE || kind == unix.NLMSG_ERROR || length < 16 {
				return
			}
			at += (length + 3) &^ 3
		}
	}
}
