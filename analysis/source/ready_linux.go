package source

import (
	"io"
	"syscall"

	"golang.org/x/sys/unix"
)

// moment is how long whoever writes may need for more, milliseconds: what came before waits for it, and
// to stop and to begin again with all processors takes a tenth of that.
const moment = 1

// ready reports whether a read of a pipe or a terminal gets something in a moment, be it the end. It is
// false where nobody knows.
func ready(r io.Reader) (yes bool) {
	switch of := r.(type) {
	case unclosed:
		return ready(of.Reader)
	case *waiting:
		return ready(of.ReadCloser)
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
		n, err := unix.Poll(list, moment)
		yes = err == nil && n == 1 && list[0].Revents&(unix.POLLIN|unix.POLLHUP) != 0
	})
	return yes && err == nil
}
