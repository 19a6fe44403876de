package record

import (
	"errors"
	"fmt"
	"os/user"
	"strconv"
	"syscall"
)

// Become gives up all privileges for those of a user, by name or number, for all
// threads and for good. Open comes before it, the outputs behind it. Before 6.6
// the IGNORE at the end needs CAP_NET_ADMIN, so that is refused.
func Become(name string) error {
	if !hasMasks() {
		return errors.New("record: before Linux 6.6 the kernel takes no IGNORE without CAP_NET_ADMIN, so privileges cannot be given up: a service can keep that one (record/DEPLOY.md)")
	}
	u, err := user.Lookup(name)
	if err != nil {
		if u, err = user.LookupId(name); err != nil {
			return fmt.Errorf("record: there is no user %q", name)
		}
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"groups", func() error { return syscall.Setgroups(nil) }},
		{"gid", func() error { return syscall.Setresgid(gid, gid, gid) }},
		{"uid", func() error { return syscall.Setresuid(uid, uid, uid) }},
	} {
		if err := step.do(); err != nil {
			return fmt.Errorf("record: to become %s, %s: %w", name, step.what, err)
		}
	}
	if uid != 0 && syscall.Setresuid(0, 0, 0) == nil {
		return fmt.Errorf("record: %s can become root again", name)
	}
	return nil
}
