//go:build linux && !s390x

package world

import "golang.org/x/sys/unix"

// clone takes the flags first; those of fork.
const (
	cloneArg0 = uintptr(unix.SIGCHLD)
	cloneArg1 = 0
)
