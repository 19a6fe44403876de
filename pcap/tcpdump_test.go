package pcap

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
)

// TestTcpdump has tcpdump read our files and write them, and reads that.
func TestTcpdump(t *testing.T) {
	needs.Tool(t, "tcpdump", why)
	for _, c := range captures(t) {
		if !strings.Contains(c.name, "socket") && !strings.Contains(c.name, "s390x") {
			continue
		}
		want, _ := whole(t, c.b)
		for _, o := range []WriterOptions{{}, {BigEndian: true}, {Format: "nsecpcap"}, {Format: "modpcap"}, {Format: "pcapng"}, {Format: "pcapng", BigEndian: true}} {
			b, _ := written(t, o, want...)
			for _, precision := range []string{"micro", "nano"} {
				out := filepath.Join(t.TempDir(), "out")
				tool(t, "tcpdump", "--time-stamp-precision="+precision, "-r", save(t, "in", b), "-w", out)
				unit := unitOf(o.Format, want)
				if precision == "micro" {
					unit = time.Microsecond
				}
				if d := sameFrames(want, load(t, out), unit); d != "" {
					t.Errorf("%s as %s: %s", c.name, o.Format, d)
				}
			}
		}
	}
}
