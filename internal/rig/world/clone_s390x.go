//go:build linux

package world

import "golang.org/x/sys/unix"

// clone takes the stack first on s390x. The flags are those of fork.
const (
	cloneArg0 = 0
	cloneArg1 = uintptr(unix.SIGCHLD)
)
