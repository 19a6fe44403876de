package connector

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// Adopt takes the connector socket of a process in hand, by a second descriptor of
// it, and returns what sends IGNORE there: a process that is killed cannot, and
// would leave the kernel with a listener for ever.
func Adopt(t testing.TB, pid int) (ignores func()) {
	t.Helper()
	theirs, err := socketOf(pid)
	if err != nil {
		t.Fatal(err)
	}
	process, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		t.Skipf("No descriptor can be taken from a process here: one that is killed is not tested (%v).", err)
	}
	defer unix.Close(process)
	fd, err := unix.PidfdGetfd(process, theirs, 0)
	if err != nil {
		t.Skipf("No descriptor can be taken from a process here: one that is killed is not tested (%v).", err)
	}
	return func() {
		defer unix.Close(fd)
		if err := unix.Sendto(fd, request(ignore, 1), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
			t.Errorf("IGNORE of a process that was killed: %v", err)
		}
	}
}

// socketOf finds the connector socket among the descriptors of a process.
func socketOf(pid int) (fd int, err error) {
	list, err := os.ReadFile("/proc/net/netlink")
	if err != nil {
		return 0, err
	}
	names := map[string]bool{}
	for line := range strings.Lines(string(list)) {
		if f := strings.Fields(line); len(f) > 9 && f[1] == strconv.Itoa(unix.NETLINK_CONNECTOR) {
			names["socket:["+f[9]+"]"] = true
		}
	}
	folder := fmt.Sprintf("/proc/%d/fd", pid)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if name, err := os.Readlink(folder + "/" + e.Name()); err == nil && names[name] {
			return strconv.Atoi(e.Name())
		}
	}
	return 0, fmt.Errorf("process %d has no connector socket", pid)
}
