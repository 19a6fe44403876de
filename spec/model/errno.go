package model

import (
	"strconv"

	"github.com/cnwire/cnwire/spec"
)

// Errno is what a system call, or a function of the kernel, fails with: 0 when
// it does not, else a number of the table's set "errno". It is positive, as in
// an answer's err.
type Errno uint32

const (
	EPERM        Errno = 1
	ESRCH        Errno = 3
	E2BIG        Errno = 7
	EBADF        Errno = 9
	EAGAIN       Errno = 11
	EBUSY        Errno = 16
	ENODEV       Errno = 19
	EINVAL       Errno = 22
	ENOSPC       Errno = 28
	ENOSYS       Errno = 38
	ENODATA      Errno = 61
	EPROTO       Errno = 71
	EMSGSIZE     Errno = 90
	EADDRINUSE   Errno = 98
	ENOBUFS      Errno = 105
	ECONNREFUSED Errno = 111
)

// String returns the C name, "0", or the number where there is no name.
func (e Errno) String() string {
	if name, ok := spec.Default().Name("errno", uint64(e)); ok && e != 0 {
		return name
	}
	return strconv.FormatUint(uint64(e), 10)
}
