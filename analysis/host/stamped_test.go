package host_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/pcap"
)

func TestStamped(t *testing.T) {
	for line, want := range map[string]bool{
		"cnwire:1 host name=a source=socket order=little mask=all monotonic=1 boottime=2 realtime=3": true,
		"cnwire:1 host name=a source=tap order=little monotonic=1 boottime=2 realtime=3":             false, // when a message passed
		"cnwire:1 host name=a source=nlmon realtime=3":                                               false,
		"cnwire:1 host name=a source=socket":                                                         false, // by another program, which says no clocks
		"cnwire:1 task pid=1 source=socket realtime=3":                                               false,
		"socket": false, "": false,
	} {
		if got := host.Stamped(&pcap.Interface{Comments: []string{"first", line}}); got != want {
			t.Errorf("%s: %v", line, got)
		}
	}
}
