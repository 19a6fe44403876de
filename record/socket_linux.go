package record

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/cnwire/cnwire/codec"
	"golang.org/x/sys/unix"
)

// socket is a socket of the connector that is in a group.
type socket struct {
	file   *os.File // so that waiting is the runtime's
	raw    syscall.RawConn
	port   uint32
	buffer int // bytes that the kernel counts, twice those that were asked for
	note   string
	reader reader
}

// kernel is where requests go.
var kernel = &unix.SockaddrNetlink{Family: unix.AF_NETLINK}

// openSocket opens one, and joins the group. Nothing comes yet, unless somebody
// else listens. beat is the thread whose COMM is heard, whatever is asked for.
func openSocket(o *Options, beat int32) (*socket, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, codec.FamilyConnector)
	if err != nil {
		return nil, explainSocket(err)
	}
	s := &socket{file: os.NewFile(uintptr(fd), "connector socket")}
	if err := s.prepare(fd, o, beat); err != nil {
		s.file.Close()
		return nil, err
	}
	return s, nil
}

func (s *socket) prepare(fd int, o *Options, beat int32) (err error) {
	if s.raw, err = s.file.SyscallConn(); err != nil {
		return err
	}
	s.note, err = setBuffer(fd, o.Buffer)
	if err != nil {
		return err
	}
	if s.buffer, err = unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF); err != nil {
		return err
	}
	if o.filters() {
		if err := attachFilter(fd, program(o, beat)); err != nil && !hasMasks() { // with a mask it spares work, and no more
			return err
		}
	}
	if o.onlyAnswers() {
		if err := keepAnswers(fd); err != nil {
			return err
		}
	}
	if err := bind(fd, o.group()); err != nil {
		return err
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		return err
	}
	s.port = name.(*unix.SockaddrNetlink).Pid
	s.reader.prepare()
	return nil
}

// setBuffer asks for so many bytes, or as many as anybody may have; then it says
// so.
func setBuffer(fd, bytes int) (note string, err error) {
	if unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, bytes/2) == nil {
		return "", nil
	}
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, bytes/2); err != nil {
		return "", fmt.Errorf("record: a buffer of %d bytes: %w", bytes, err)
	}
	got, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF)
	if err == nil && got < bytes/2*2 {
		note = fmt.Sprintf("the socket's buffer has %d bytes, not %d: more needs CAP_NET_ADMIN, or a larger /proc/sys/net/core/rmem_max", got, bytes)
	}
	return note, err
}

// send sends a datagram to the kernel.
func (s *socket) send(datagram []byte) (err error) {
	if controlErr := s.raw.Control(func(fd uintptr) {
		err = unix.Sendto(int(fd), datagram, 0, kernel)
	}); controlErr != nil {
		return controlErr
	}
	return err
}

// interrupt ends a receive that waits, and those to come.
func (s *socket) interrupt() { s.file.SetReadDeadline(time.Unix(1, 0)) }

// within ends a receive that waits so long.
func (s *socket) within(d time.Duration) { s.file.SetReadDeadline(time.Now().Add(d)) }

// forever takes that back.
func (s *socket) forever() { s.file.SetReadDeadline(time.Time{}) }

func (s *socket) close() error { return s.file.Close() }

// explainSocket says what a kernel lacks that has no such socket.
func explainSocket(err error) error {
	if errors.Is(err, unix.EPROTONOSUPPORT) || errors.Is(err, unix.EAFNOSUPPORT) {
		return fmt.Errorf("record: this kernel has no connector: take one that was built with CONFIG_CONNECTOR (%w)", err)
	}
	return fmt.Errorf("record: a connector socket: %w", err)
}

// forget has the kernel free what it keeps of a socket that sent a LISTEN and is in no
// group: from 6.6 on it does so, when a socket is closed, for members of the group alone
// (drivers/connector/cn_proc.c:cn_proc_release).
func (s *socket) forget() {
	if hasMasks() {
		s.raw.Control(func(fd uintptr) {
			unix.SetsockoptInt(int(fd), unix.SOL_NETLINK, unix.NETLINK_ADD_MEMBERSHIP, codec.CnIdxProc)
		})
	}
}
