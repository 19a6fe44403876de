package record

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"github.com/cnwire/cnwire/codec"
	"golang.org/x/sys/unix"
)

// bind gives the socket a port, and makes it a member of a group. bind takes a mask
// of the first 32 groups; others are joined by their number (R40). A socket that was
// not bound is sent nothing, whatever it joined.
func bind(fd int, group uint32) error {
	address := unix.SockaddrNetlink{Family: unix.AF_NETLINK}
	if 0 < group && group <= maxGroup {
		address.Groups = 1 << (group - 1)
	}
	err := unix.Bind(fd, &address)
	if err == nil && group > maxGroup {
		err = unix.SetsockoptInt(fd, unix.SOL_NETLINK, unix.NETLINK_ADD_MEMBERSHIP, int(int32(group)))
	}
	if err != nil {
		return explainBind(group, err)
	}
	return nil
}

// explainBind says who may join a group.
func explainBind(group uint32, err error) error {
	what := fmt.Sprintf("group %d", group)
	if group == codec.CnIdxProc {
		what = "the group of process events"
	}
	switch {
	case errors.Is(err, unix.EPERM) && group%2 == 0:
		return fmt.Errorf("record: joining %s, an even one, needs CAP_NET_ADMIN, in the first user namespace: run it as root on the host, or give the program the capability: setcap cap_net_admin+ep (%w)", what, err)
	case errors.Is(err, unix.EPERM):
		return fmt.Errorf("record: joining %s needs CAP_NET_ADMIN before Linux 6.6, in the first user namespace: run it as root on the host, or give the program the capability: setcap cap_net_admin+ep (%w)", what, err)
	case errors.Is(err, unix.EINVAL):
		return fmt.Errorf("record: joining %s: the connector has the groups 1 to %d (%w)", what, maxGroup, err)
	}
	return fmt.Errorf("record: joining %s: %w", what, err)
}

// registered reports whether a user of that id is among those that the kernel lists.
// Where it lists none, nobody knows, and it is.
func registered(id codec.CbID) bool {
	list, err := os.ReadFile("/proc/net/connector")
	if err != nil {
		return true
	}
	for line := range bytes.Lines(list) {
		if f := bytes.Fields(line); len(f) > 1 && string(f[len(f)-1]) == fmt.Sprintf("%d:%d", id.Idx, id.Val) {
			return true
		}
	}
	return false
}
