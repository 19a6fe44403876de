//go:build linux

package main

import (
	"encoding/binary"
	"fmt"
	"syscall"

	"golang.org/x/sys/unix"
)

// makeNlmon makes the device nlmon0 and sets it up.
func makeNlmon() error {
	o := binary.NativeEndian
	attribute := func(kind uint16, data string) []byte {
		b := o.AppendUint16(nil, uint16(4+len(data)))
		b = o.AppendUint16(b, kind)
		b = append(b, data...)
		return append(b, make([]byte, -len(b)&3)...)
	}
	// struct ifinfomsg, with IFF_UP both in the flags and in what changes.
	body := make([]byte, 16)
	o.PutUint32(body[8:], unix.IFF_UP)
	o.PutUint32(body[12:], unix.IFF_UP)
	body = append(body, attribute(unix.IFLA_IFNAME, "nlmon0\x00")...)
	body = append(body, attribute(unix.IFLA_LINKINFO, string(attribute(unix.IFLA_INFO_KIND, "nlmon")))...)

	request := o.AppendUint32(nil, uint32(16+len(body)))
	request = o.AppendUint16(request, unix.RTM_NEWLINK)
	request = o.AppendUint16(request, unix.NLM_F_REQUEST|unix.NLM_F_ACK|unix.NLM_F_CREATE|unix.NLM_F_EXCL)
	request = append(o.AppendUint32(request, 1), 0, 0, 0, 0)
	request = append(request, body...)

	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if err := unix.Sendto(fd, request, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return fmt.Errorf("nlmon0: %w", err)
	}
	answer := make([]byte, 4096)
	n, _, err := unix.Recvfrom(fd, answer, 0)
	if err != nil {
		return fmt.Errorf("nlmon0: %w", err)
	}
	if n < 20 || o.Uint16(answer[4:]) != unix.NLMSG_ERROR {
		return fmt.Errorf("nlmon0: %x is no answer", answer[:n])
	}
	if errno := -int32(o.Uint32(answer[16:])); errno != 0 {
		return fmt.Errorf("nlmon0: %w", syscall.Errno(errno))
	}
	return nil
}
