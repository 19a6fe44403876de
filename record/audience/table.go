package audience

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// socket is a line of /proc/net/netlink (net/netlink/af_netlink.c:netlink_seq_show) that
// is of the connector.
type socket struct {
	port   uint32
	groups uint32 // group g as bit g-1; the first 32
	queue  uint64 // bytes that wait
	drops  uint64
	inode  uint64
}

// table reads them. kernel reports whether the kernel's own socket is there, which it is
// in the first network namespace alone.
func table(r io.Reader) (list []socket, kernel bool, err error) {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		f := strings.Fields(lines.Text())
		if n == 1 {
			continue // the names
		}
		if len(f) < 10 {
			return list, kernel, fmt.Errorf("/proc/net/netlink: line %d has %d columns", n, len(f))
		}
		if family, err := strconv.Atoi(f[1]); err != nil || family != codec.FamilyConnector {
			continue
		}
		var s socket
		var numbers [5]uint64
		for i, c := range []struct{ column, base int }{{2, 10}, {3, 16}, {4, 10}, {8, 10}, {9, 10}} {
			if numbers[i], err = strconv.ParseUint(f[c.column], c.base, 64); err != nil {
				return list, kernel, fmt.Errorf("/proc/net/netlink: line %d: %w", n, err)
			}
		}
		s.port, s.groups, s.queue, s.drops, s.inode = uint32(numbers[0]), uint32(numbers[1]), numbers[2], numbers[3], numbers[4]
		if s.port == 0 {
			kernel = true
			continue
		}
		list = append(list, s)
	}
	return list, kernel, lines.Err()
}
