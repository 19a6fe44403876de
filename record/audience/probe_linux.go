package audience

import (
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/codec"
)

// patience is how long the kernel may take to send an event.
const patience = time.Second

// probe finds out whether the kernel sends events: it joins the group, asks for nothing,
// names a thread of ours, and waits for an event, any. Where that is forbidden, nothing is
// known.
func probe() (c listeners.Count) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, codec.FamilyConnector)
	if err != nil {
		return c
	}
	defer unix.Close(fd)
	wait := unix.NsecToTimeval(patience.Nanoseconds())
	if unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &wait) != nil ||
		unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: 1 << (codec.CnIdxProc - 1)}) != nil {
		return c
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread() // which ends with the goroutine
		name := [...]byte{'c', 'n', 'w', 'i', 'r', 'e', 0}
		unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(&name[0])), 0, 0, 0)
	}()
	<-ended
	var b [1024]byte
	for {
		_, from, err := unix.Recvfrom(fd, b[:], 0)
		sender, ok := from.(*unix.SockaddrNetlink)
		switch {
		case err == unix.EINTR || err == nil && (!ok || sender.Pid != 0): // another program's (R41)
		case err == nil || err == unix.ENOBUFS:
			return listeners.AtLeast(1)
		case err == unix.EAGAIN:
			return listeners.AtMost(0)
		default:
			return c
		}
	}
}
