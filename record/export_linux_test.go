package record

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// Deafen has the kernel keep everything away from the recorder's socket, as if it
// sent nothing any more.
func (r *Recorder) Deafen() (err error) {
	nothing := []unix.SockFilter{{Code: bpfReturn}}
	if controlErr := r.sock.raw.Control(func(fd uintptr) {
		err = unix.SetsockoptSockFprog(int(fd), unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &unix.SockFprog{Len: 1, Filter: &nothing[0]})
	}); controlErr != nil {
		return controlErr
	}
	runtime.KeepAlive(nothing)
	return err
}
