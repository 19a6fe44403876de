package privilege

import (
	"fmt"
	"os/user"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
	"kernel.org/pub/linux/libs/security/libcap/psx"
)

// Become becomes a user, by name or number, with his group alone. Of the
// capabilities it keeps those of a set that it has, which it returns; all others
// are gone from every set, the bounding set included where CAP_SETPCAP lets it, and
// no_new_privs is set. All of it holds for all threads: the kernel has privileges a
// thread, and Go moves its goroutines. Behind an error some of it may hold.
func Become(name string, keep Set) (kept Set, err error) {
	uid, gid, err := ids(name)
	if err != nil {
		return 0, err
	}
	kept = Held() & keep
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"what is kept", func() error { return prctl(unix.PR_SET_KEEPCAPS, 1) }},
		{"bounding set", dropBounding},
		{"ambient set", clearAmbient},
		{"groups", func() error { return syscall.Setgroups(nil) }},
		{"gid", func() error { return syscall.Setresgid(gid, gid, gid) }},
		{"uid", func() error { return syscall.Setresuid(uid, uid, uid) }},
		{"capabilities", func() error { return capset(kept) }},
		{"no_new_privs", func() error { return prctl(unix.PR_SET_NO_NEW_PRIVS, 1) }},
	} {
		if err := step.do(); err != nil {
			return 0, fmt.Errorf("to become %s, %s: %w", name, step.what, err)
		}
	}
	if uid != 0 && syscall.Setresuid(0, 0, 0) == nil {
		return 0, fmt.Errorf("%s can become root again", name)
	}
	return kept, nil
}

// ids finds a user.
func ids(name string) (uid, gid int, err error) {
	u, err := user.Lookup(name)
	if err != nil {
		if u, err = user.LookupId(name); err != nil {
			return 0, 0, fmt.Errorf("there is no user %q", name)
		}
	}
	if uid, err = strconv.Atoi(u.Uid); err == nil {
		gid, err = strconv.Atoi(u.Gid)
	}
	return uid, gid, err
}

// dropBounding empties the bounding set. Who may not do so has no capability that
// it would be needed for: no_new_privs keeps exec from giving any.
func dropBounding() error {
	for c := uintptr(0); ; c++ {
		switch err := prctl(unix.PR_CAPBSET_DROP, c); err {
		case nil:
		case unix.EINVAL, unix.EPERM: // behind the last that the kernel knows
			return nil
		default:
			return err
		}
	}
}

// clearAmbient empties the ambient set, which is there since 4.3.
func clearAmbient() error {
	if err := prctl(unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL); err != unix.EINVAL {
		return err
	}
	return nil
}

// prctl is prctl(2) of all threads.
func prctl(option, value uintptr) error {
	if _, _, errno := psx.Syscall6(unix.SYS_PRCTL, option, value, 0, 0, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// capset is capset(2) of all threads: so much is permitted and effective, and
// nothing is inheritable.
func capset(s Set) error {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	data := [2]unix.CapUserData{
		{Effective: uint32(s), Permitted: uint32(s)},
		{Effective: uint32(s >> 32), Permitted: uint32(s >> 32)},
	}
	if _, _, errno := psx.Syscall3(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&data[0])), 0); errno != 0 {
		return errno
	}
	return nil
}

// Held is what the program may do: what is permitted to this thread, and so to all
// of them.
func Held() Set {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	if unix.Capget(&header, &data[0]) != nil {
		return 0
	}
	return Set(data[1].Permitted)<<32 | Set(data[0].Permitted)
}
