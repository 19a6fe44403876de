package tap

import (
	"encoding/binary"
	"errors"
	"fmt"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/codec"
)

// linkInfo is a network device.
type linkInfo struct {
	name string
	kind uint16 // ARPHRD_…
}

// listLinks asks for those of this network namespace.
func listLinks() (list []linkInfo, err error) {
	b, err := syscall.NetlinkRIB(unix.RTM_GETLINK, unix.AF_UNSPEC)
	if err != nil {
		return nil, fmt.Errorf("network devices: %w", err)
	}
	messages, err := syscall.ParseNetlinkMessage(b)
	if err != nil {
		return nil, fmt.Errorf("network devices: %w", err)
	}
	for i := range messages {
		m := &messages[i]
		if m.Header.Type != unix.RTM_NEWLINK || len(m.Data) < unix.SizeofIfInfomsg {
			continue
		}
		l := linkInfo{kind: binary.NativeEndian.Uint16(m.Data[2:])}
		attributes, err := syscall.ParseNetlinkRouteAttr(m)
		if err != nil {
			return nil, fmt.Errorf("network devices: %w", err)
		}
		for _, a := range attributes {
			if a.Attr.Type == unix.IFLA_IFNAME {
				l.name = unix.ByteSliceToString(a.Value)
			}
		}
		list = append(list, l)
	}
	return list, nil
}

// addLink makes a device of a kind that needs nothing else, and sets it up.
func addLink(name, kind string) error {
	err := route(unix.RTM_NEWLINK, unix.NLM_F_CREATE|unix.NLM_F_EXCL, unix.IFF_UP,
		attribute(unix.IFLA_IFNAME, name+"\x00"), attribute(unix.IFLA_LINKINFO, string(attribute(unix.IFLA_INFO_KIND, kind))))
	if errors.Is(err, unix.EOPNOTSUPP) {
		err = errors.Join(errNoNlmon, err)
	}
	if err != nil {
		return fmt.Errorf("a device %s: %w", name, err)
	}
	return nil
}

// removeLink removes a device.
func removeLink(name string) error {
	if err := route(unix.RTM_DELLINK, 0, 0, attribute(unix.IFLA_IFNAME, name+"\x00")); err != nil {
		return fmt.Errorf("removing %s: %w", name, err)
	}
	return nil
}

// attribute is a struct rtattr with its data and padding.
func attribute(kind uint16, data string) []byte {
	const head = unix.SizeofRtAttr
	b := binary.NativeEndian.AppendUint16(nil, uint16(head+len(data)))
	b = binary.NativeEndian.AppendUint16(b, kind)
	b = append(b, data...)
	return append(b, make([]byte, -len(b)&3)...)
}

// route asks something of network devices, and waits for what the kernel says.
func route(kind, flags uint16, up uint32, attributes ...[]byte) error {
	o := binary.NativeEndian
	body := make([]byte, unix.SizeofIfInfomsg)
	const atFlags, atChange = 8, 12 // of struct ifinfomsg
	o.PutUint32(body[atFlags:], up)
	o.PutUint32(body[atChange:], up)
	for _, a := range attributes {
		body = append(body, a...)
	}
	h := codec.NlMsghdr{Length: uint32(codec.NlMsghdrSize + len(body)), Type: kind, Flags: unix.NLM_F_REQUEST | unix.NLM_F_ACK | flags, Seq: 1}
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if err := unix.Sendto(fd, append(h.Append(codec.NativeOrder, nil), body...), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return err
	}
	answer := make([]byte, 4096)
	n, _, err := unix.Recvfrom(fd, answer, 0)
	if err != nil {
		return err
	}
	if _, err := h.Decode(codec.NativeOrder, answer[:n]); err != nil || h.Type != unix.NLMSG_ERROR || n < codec.NlMsghdrSize+4 {
		return fmt.Errorf("%x is no answer", answer[:n])
	}
	if errno := -int32(o.Uint32(answer[codec.NlMsghdrSize:])); errno != 0 {
		return unix.Errno(errno)
	}
	return nil
}
