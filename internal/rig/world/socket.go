//go:build linux

package world

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"syscall"
	"time"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"golang.org/x/sys/unix"
)

// received is a datagram and when it was read.
type received struct {
	at    time.Time
	bytes []byte
}

// socket implements scenario.Socket.
type socket struct {
	w      *World
	name   string
	fd     int
	port   uint32
	groups map[int]bool
	mask   uint32 // of groups that bind joined
	held   bool
	closed bool
	in     []received

	listening []byte // the last LISTEN, if no IGNORE came after it
}

// The operations of struct proc_cn_mcast_op, from include/uapi/linux/cn_proc.h.
const procListen, procIgnore = 1, 2

// Open makes a connector socket and logs whose it is.
func (w *World) Open(name string, o scenario.Options) scenario.Socket {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_CONNECTOR)
	check(err, "socket %s", name)
	s := &socket{w: w, name: name, fd: fd, groups: map[int]bool{}}
	if o.RcvBuf > 0 {
		check(unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, o.RcvBuf), "rcvbuf")
	} else if unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, 32<<20) != nil {
		check(unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, 32<<20), "rcvbuf") // as much as one may
	}
	size, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF)
	check(err, "rcvbuf")
	check(unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}), "bind %s", name)
	address, err := unix.Getsockname(fd)
	check(err, "getsockname")
	s.port = address.(*unix.SockaddrNetlink).Pid
	own, err := ownNamespaces()
	check(err, "namespaces")
	own = own.against(w.initial)
	w.sockets = append(w.sockets, s)
	w.write(scenario.SocketLine{At: now(), Do: "socket", Sock: name, Port: s.port, UID: os.Geteuid(), Caps: capabilities(),
		UserNS: own.user, PIDNS: own.pid, NetNS: own.net, RcvBuf: size})
	return s
}

// Port returns the port id that the kernel gave.
func (s *socket) Port() uint32 { return s.port }

// Join joins a group by its number. An errno is a result, not a failure.
func (s *socket) Join(group int) int {
	errno := number(unix.SetsockoptInt(s.fd, unix.SOL_NETLINK, unix.NETLINK_ADD_MEMBERSHIP, group))
	if errno == 0 {
		s.groups[group] = true
	}
	s.w.write(scenario.GroupLine{At: now(), Do: "join", Sock: s.name, Group: group, Errno: errno})
	return errno
}

// Bind joins groups by bind's bit mask.
func (s *socket) Bind(mask uint32) int {
	errno := number(unix.Bind(s.fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: s.port, Groups: mask}))
	for group := 1; group <= 32 && errno == 0; group++ {
		if mask&(1<<(group-1)) != 0 {
			s.groups[group] = true
		}
	}
	s.w.write(scenario.BindLine{At: now(), Do: "join", Sock: s.name, How: "bind", Mask: mask, Errno: errno})
	return errno
}

// Leave leaves a group.
func (s *socket) Leave(group int) {
	errno := number(unix.SetsockoptInt(s.fd, unix.SOL_NETLINK, unix.NETLINK_DROP_MEMBERSHIP, group))
	delete(s.groups, group)
	s.w.write(scenario.GroupLine{At: now(), Do: "leave", Sock: s.name, Group: group, Errno: errno})
}

// Send sends to the kernel.
func (s *socket) Send(b []byte) { s.SendTo(0, 0, b) }

// SendTo sends to a port and to groups. The time in the log is from before: an
// answer may be there when sendto returns.
func (s *socket) SendTo(port, groups uint32, b []byte) {
	at := now()
	err := unix.Sendto(s.fd, b, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: port, Groups: groups})
	if len(b) == 40 || len(b) == 44 { // a request to cn_proc, or one of that size
		switch binary.NativeEndian.Uint32(b[36:]) {
		case procListen:
			s.listening = b
		case procIgnore:
			s.listening = nil
		}
	}
	s.w.write(scenario.SendLine{At: at, Do: "send", Sock: s.name, DstPort: port, DstGroups: groups, Hex: hex.EncodeToString(b), Errno: number(err)})
}

// number is the errno that an error wraps; 0 is none.
func number(err error) int {
	if err == nil {
		return 0
	}
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		panic(failure{err})
	}
	return int(errno)
}
