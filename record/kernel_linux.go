package record

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// kernelInfo is what uname(2) says.
type kernelInfo struct{ system, release, machine, host string }

func uname() (k kernelInfo) {
	var u unix.Utsname
	if unix.Uname(&u) == nil {
		k = kernelInfo{unix.ByteSliceToString(u.Sysname[:]), unix.ByteSliceToString(u.Release[:]), unix.ByteSliceToString(u.Machine[:]), unix.ByteSliceToString(u.Nodename[:])}
	}
	return k
}

// hasMasks reports whether requests may have a mask (R11): since 6.6. A kernel
// that was given them earlier does not say so, and gets a filter, which is as
// right. A test may say otherwise.
var hasMasks = func() bool {
	var major, minor int
	n, _ := fmt.Sscanf(uname().release, "%d.%d", &major, &minor)
	return n == 2 && (major > 6 || major == 6 && minor >= 6)
}
