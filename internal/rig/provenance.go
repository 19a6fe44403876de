package main

import (
	"fmt"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// provenance is what the manifest says of all captures of one kernel.
type provenance struct {
	kernel scenario.Kernel
	says   string            // of the kernel
	tools  map[string]string // by what captured: nlmon, tap, frames, or socket for all others
}

// folder is where the captures of a kernel are, below testdata/corpus.
func (p provenance) folder() string { return p.root() + "/" + p.kernel.Arch + "-" + p.kernel.Release }

// root is where those of all such kernels are.
func (p provenance) root() string {
	if p.kernel.Stock {
		return "taps"
	}
	return "captures"
}

// source is where the manifest says that a capture is from, and by what it was made.
func (p provenance) source(who string) (source, tools string) {
	switch tools = p.tools[who]; {
	case tools == "":
		return "socket", p.tools["socket"]
	case who == "frames":
		return "nlmon", tools
	}
	return who, tools
}

// patched is of a kernel whose tap list was changed.
func patched(k scenario.Kernel, i image, qemu, tcpdump string) provenance {
	return provenance{
		kernel: k,
		says:   fmt.Sprintf("%s (Debian %s, %s), with family 11 added to the netlink tap's list", i.release, i.name, i.version),
		tools: map[string]string{
			"nlmon":  fmt.Sprintf("tcpdump %s on nlmon0; the kernel under emulation by QEMU %s with 2 CPUs", tcpdump, qemu),
			"socket": fmt.Sprintf("a program that reads the socket, and writes the cooked header that nlmon gives; the kernel under emulation by QEMU %s with 2 CPUs", qemu),
		},
	}
}

// stocked is of a kernel as it is shipped.
func stocked(k scenario.Kernel, i image, qemu string) provenance {
	under := fmt.Sprintf("; the kernel under emulation by QEMU %s with 2 CPUs", qemu)
	return provenance{
		kernel: k,
		says:   fmt.Sprintf("%s (Debian %s, %s), as shipped", i.release, i.name, i.version),
		tools: map[string]string{
			"tap":    "package record, as cnwire record --tap" + under,
			"frames": "package record, as cnwire record --tap=nlmon" + under,
			"socket": "a program that reads the socket, and writes the cooked header that nlmon gives" + under,
		},
	}
}
