package layers_test

import (
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/layers"
)

// TestNames holds the names against the table, which has more than one for some
// numbers: the first counts.
func TestNames(t *testing.T) {
	for set, text := range map[string]func(v uint16) string{
		"pkttype":        func(v uint16) string { return layers.PacketType(v).String() },
		"netlink_family": func(v uint16) string { return layers.Family(v).String() },
		"nlmsg_type":     func(v uint16) string { return layers.MessageType(v).String() },
	} {
		kind := map[string]string{"pkttype": "PacketType", "netlink_family": "Family", "nlmsg_type": "MessageType"}[set]
		for v := range 40 {
			want, ok := table.Name(set, uint64(v))
			if !ok {
				want = fmt.Sprintf("%s(%d)", kind, v)
			}
			if got := text(uint16(v)); got != want {
				t.Errorf("%s %d is %s, want %s", set, v, got, want)
			}
		}
		if got, want := text(0xffff), kind+"(65535)"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
