package record

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// What SO_MEMINFO says, from include/uapi/linux/sock_diag.h.
const (
	meminfoQueued = 0 // SK_MEMINFO_RMEM_ALLOC
	meminfoDrops  = 8 // SK_MEMINFO_DROPS
	meminfoVars   = 9
)

// memory returns the bytes that are queued and how many datagrams were ever
// dropped, modulo 2^32. Nothing that a filter or a mask keeps away is among them.
func (s *socket) memory() (queued int, drops uint32, err error) {
	var info [meminfoVars]uint32
	controlErr := s.raw.Control(func(fd uintptr) {
		size := uint32(unsafe.Sizeof(info))
		_, _, errno := unix.Syscall6(unix.SYS_GETSOCKOPT, fd, unix.SOL_SOCKET, unix.SO_MEMINFO, uintptr(unsafe.Pointer(&info)), uintptr(unsafe.Pointer(&size)), 0)
		if errno != 0 {
			err = os.NewSyscallError("getsockopt SO_MEMINFO", errno)
		}
	})
	if controlErr != nil {
		err = controlErr
	}
	return int(info[meminfoQueued]), info[meminfoDrops], err
}
