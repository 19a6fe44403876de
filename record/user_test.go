package record

import (
	"testing"

	"github.com/cnwire/cnwire/internal/privilege"
)

// What is kept, and what is said of it: record/DEPLOY.md.
func TestNeeds(t *testing.T) {
	const (
		both  = privilege.Set(1<<12 | 1<<19) // as /proc/PID/status has CAP_NET_ADMIN and CAP_SYS_PTRACE
		admin = "CAP_NET_ADMIN is kept, for before Linux 6.6 the kernel takes no IGNORE without it"
		trace = "CAP_SYS_PTRACE is kept, for --who reads executables and working directories of others by it"
	)
	for _, c := range []struct {
		masks bool
		who   Who
		held  privilege.Set
		want  privilege.Set
		note  string
	}{
		{true, WhoNone, both, 0, ""},
		{true, WhoExe, both, 1 << 19, "as nobody: " + trace},
		{true, WhoCommand, both, 1 << 19, "as nobody: " + trace},
		{true, WhoCommand, 0, 0, "as nobody: CAP_SYS_PTRACE is not there to be kept: --who does not see executables and working directories of others"},
		{false, WhoNone, both, 1 << 12, "as nobody: " + admin},
		{false, WhoExe, both, both, "as nobody: " + admin + "; " + trace},
	} {
		list := needs(c.masks, c.who)
		var keep privilege.Set
		for _, n := range list {
			keep |= privilege.Of(n.capability)
		}
		if kept := keep & c.held; kept != c.want || keptNote("nobody", list, kept) != c.note {
			t.Errorf("%+v: %x, %q", c, uint64(kept), keptNote("nobody", list, kept))
		}
	}
}
