package source

import (
	"io"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// ready reports whether a read of a pipe or a terminal gets something so soon, to the millisecond, be it
// the end. It is false where nobody knows.
func ready(r io.Reader, soon time.Duration) (yes bool) {
	switch of := r.(type) {
	case unclosed:
		return ready(of.Reader, soon)
	case *waiting:
		return ready(of.ReadCloser, soon)
	}
	conn, ok := r.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := conn.SyscallConn()
	if err != nil {
		return false
	}
	err = raw.Control(func(fd uintptr) {
		list := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
		n, err := unix.Poll(list, int(soon.Milliseconds()))
		for err == unix.EINTR { // by the runtime's own signals
			n, err = unix.Poll(list, int(soon.Milliseconds()))
		}
		yes = err == nil && n == 1 && list[0].Revents&(unix.POLLIN|unix.POLLHUP) != 0
	})
	return yes && err == nil
}
