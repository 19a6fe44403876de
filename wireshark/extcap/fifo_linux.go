package extcap

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// openFIFO opens a FIFO as soon as it is read, and makes none. It waits for its
// reader as long as the context and our parent live: a Wireshark that was killed
// will not read it.
func openFIFO(ctx context.Context, name string) (*os.File, error) {
	for parent := os.Getppid(); os.Getppid() == parent; {
		fd, err := unix.Open(name, unix.O_WRONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
		if err == nil {
			return isFIFO(os.NewFile(uintptr(fd), name))
		}
		if err != unix.ENXIO && err != unix.EINTR { // ENXIO: nobody reads it yet
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		select {
		case <-ctx.Done():
			return nil, errNoReader
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil, errNoReader
}

// isFIFO closes what is none.
func isFIFO(f *os.File) (*os.File, error) {
	info, err := f.Stat()
	if err == nil && info.Mode()&fs.ModeNamedPipe == 0 {
		err = fmt.Errorf("%s is no FIFO: cnwire record -w writes files", f.Name())
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// isUnread reports whether nobody reads a FIFO any more.
func isUnread(f *os.File) (unread bool) {
	raw, err := f.SyscallConn()
	if err != nil {
		return true
	}
	err = raw.Control(func(fd uintptr) {
		list := []unix.PollFd{{Fd: int32(fd)}}
		n, err := unix.Poll(list, 0)
		unread = err == nil && n == 1 && list[0].Revents&unix.POLLERR != 0
	})
	return unread || err != nil
}
