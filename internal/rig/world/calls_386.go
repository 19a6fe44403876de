//go:build linux

package world

import "golang.org/x/sys/unix"

// The calls of these names without a number have 16-bit ids on i386.
const (
	sysSetresuid = unix.SYS_SETRESUID32
	sysSetresgid = unix.SYS_SETRESGID32
)
