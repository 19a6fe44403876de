package main

import (
	"testing"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// What captured a file, and of which kernel, is said as it was.
func TestProvenance(t *testing.T) {
	i := image{name: "linux-image-x", version: "6.1.1-2", release: "6.1.1"}
	k := scenario.Kernel{Arch: "amd64", Release: "6.1.1"}
	stock := k
	stock.Stock = true
	for _, c := range []struct {
		p                                    provenance
		who, folder, says, source, toolsWith string
	}{
		{patched(k, i, "7", "4.99"), "nlmon", "captures/amd64-6.1.1", "6.1.1 (Debian linux-image-x, 6.1.1-2), with family 11 added to the netlink tap's list", "nlmon", "tcpdump 4.99 on nlmon0; the kernel under emulation by QEMU 7 with 2 CPUs"},
		{patched(k, i, "7", "4.99"), "a", "captures/amd64-6.1.1", "6.1.1 (Debian linux-image-x, 6.1.1-2), with family 11 added to the netlink tap's list", "socket", "a program that reads the socket, and writes the cooked header that nlmon gives; the kernel under emulation by QEMU 7 with 2 CPUs"},
		{stocked(stock, i, "7"), "tap", "taps/amd64-6.1.1", "6.1.1 (Debian linux-image-x, 6.1.1-2), as shipped", "tap", "package record, as cnwire record --tap; the kernel under emulation by QEMU 7 with 2 CPUs"},
		{stocked(stock, i, "7"), "frames", "taps/amd64-6.1.1", "6.1.1 (Debian linux-image-x, 6.1.1-2), as shipped", "nlmon", "package record, as cnwire record --tap=nlmon; the kernel under emulation by QEMU 7 with 2 CPUs"},
		{stocked(stock, i, "7"), "a", "taps/amd64-6.1.1", "6.1.1 (Debian linux-image-x, 6.1.1-2), as shipped", "socket", "a program that reads the socket, and writes the cooked header that nlmon gives; the kernel under emulation by QEMU 7 with 2 CPUs"},
	} {
		source, tools := c.p.source(c.who)
		if c.p.folder() != c.folder || c.p.says != c.says || source != c.source || tools != c.toolsWith {
			t.Errorf("%s: %s, %s, %s, %s", c.who, c.p.folder(), c.p.says, source, tools)
		}
	}
}
