package record

import (
	"errors"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

var (
	errOverrun = errors.New("the socket's buffer was full") // ENOBUFS
	errStopped = errors.New("the reading was stopped")
)

// mmsghdr is struct mmsghdr, which x/sys has not.
type mmsghdr struct {
	header unix.Msghdr
	length uint32
}

// reader is what recvmmsg is given. Of each datagram the first bytes go into a
// slot of the batch; for what is longer, which the kernel hardly ever sends, there
// is room that all batches share.
type reader struct {
	headers []mmsghdr
	pieces  [][2]unix.Iovec
	from    []unix.RawSockaddrNetlink
	rest    []byte
	restOf  int

	into *batch // of the call
	most int
	wait bool
	err  error
	call func(fd uintptr) bool // once, as the runtime wants it
}

func (r *reader) prepare() {
	r.headers = make([]mmsghdr, batchSize)
	r.pieces = make([][2]unix.Iovec, batchSize)
	r.from = make([]unix.RawSockaddrNetlink, batchSize)
	r.restOf = longest
	r.call = r.once
	r.rest = make([]byte, batchSize*r.restOf) // touched where it is used only
	for i := range r.headers {
		h := &r.headers[i].header
		h.Iov = &r.pieces[i][0]
		h.SetIovlen(2)
		h.Name = (*byte)(unsafe.Pointer(&r.from[i]))
		r.pieces[i][1].Base = &r.rest[i*r.restOf]
		r.pieces[i][1].SetLen(r.restOf)
	}
}

// receive reads at most so many datagrams into a batch, which is empty if there
// are none and it does not wait. errOverrun comes first, then what is queued.
func (s *socket) receive(b *batch, most int, wait bool) error {
	r := &s.reader
	b.clear()
	most = min(most, batchSize)
	for i := range most {
		slot := b.slot(i)
		r.pieces[i][0].Base = &slot[0]
		r.pieces[i][0].SetLen(len(slot))
		r.headers[i].header.Namelen = unix.SizeofSockaddrNetlink
	}
	r.into, r.most, r.wait, r.err = b, most, wait, nil
	err := s.raw.Read(r.call)
	r.into = nil
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return errStopped
	}
	if err != nil {
		return err
	}
	return r.err
}

// once reads once, and reports false where nothing is there yet.
func (r *reader) once(fd uintptr) (done bool) {
	n, errno := r.recvmmsg(fd)
	for errno == unix.EINTR {
		n, errno = r.recvmmsg(fd)
	}
	switch errno {
	case 0:
	case unix.EAGAIN:
		return !r.wait
	case unix.ENOBUFS:
		r.err = errOverrun
		return true
	default:
		r.err = os.NewSyscallError("recvmmsg", errno)
		return true
	}
	for i := range n {
		r.into.add(i, int(r.headers[i].length), r.rest[i*r.restOf:(i+1)*r.restOf], r.from[i].Pid)
	}
	return true
}

func (r *reader) recvmmsg(fd uintptr) (int, unix.Errno) {
	n, _, errno := unix.Syscall6(unix.SYS_RECVMMSG, fd, uintptr(unsafe.Pointer(&r.headers[0])), uintptr(r.most), unix.MSG_DONTWAIT|unix.MSG_TRUNC, 0, 0)
	return int(n), errno
}
