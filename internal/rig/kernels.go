package main

import (
	"strconv"
	"strings"
)

// series is a kernel series of Debian's, for one architecture.
type series struct {
	name     string   // how the command line names it, and the corpus its folder without the release's last number
	version  string   // the first two numbers of its releases
	flavour  string   // with which the names of its images end
	suites   []string // where the mirror has them; the first has tcpdump too
	arch     string   // Debian's name
	goarch   string
	emulator string   // the package of QEMU's program
	qemu     []string // the program and what makes it this kind of machine
	params   string   // for the kernel: its console, and that a busy host is no reason to panic
	how      method
	tap      pattern
	later    bool     // the userland is that of Debian 13
	source   string   // the package with the kernel's source, where modules can be built: on machines of the same architecture
	tools    []string // suites with the compiler and the headers, where this machine's C library may be too old for them
	release  string   // the one to take; empty for the newest
	modules  []string // that a disk and nlmon need; what they depend on is found
}

// method is how the tap list is changed.
type method int

const (
	inFile   method = iota // in the kernel's image, before it is booted
	inMemory               // in the guest's memory, over QEMU's gdb stub
	notAtAll               // the kernel is booted as it is shipped
)

// pattern is the instruction that loads the bit mask of netlink families which
// net/netlink/af_netlink.c:netlink_filter_tap lets through, and the same with
// bit 11, NETLINK_CONNECTOR. It occurs exactly once.
type pattern struct{ old, new string }

var kernels = []series{
	pc("5.10", pattern{"\xa9\x75\x14\x01\x00", "\xa9\x75\x1c\x01\x00"}, "bullseye", "bullseye-security").withSource("linux-source-5.10"), // test $0x11475,%eax
	pc("6.1", inEDX, "bookworm-security").withSource("linux-source-6.1"),
	pc("6.12", inEDX, "bookworm-security", "bookworm-backports").withSource("linux-source-6.12"),
	pc("7.2", inEDX, "sid").withSource("linux-source-7.2", "sid"),
	pc("7.3", inEDX, "trixie-backports", "experimental").withSource("linux-source-7.3", "trixie", "trixie-backports"),
	{
		name: "s390x-6.1", version: "6.1", flavour: "s390x", suites: []string{"bookworm", "bookworm-security"}, arch: "s390x", goarch: "s390x",
		emulator: "qemu-system-misc", qemu: []string{"qemu-system-s390x", "-M", "s390-ccw-virtio", "-device", "virtio-blk-ccw,drive=results"}, params: "console=ttysclp0",
		how:     inMemory,
		tap:     pattern{"\xc0\x11\x00\x01\x14\x75", "\xc0\x11\x00\x01\x1c\x75"}, // lgfi %r1,0x11475
		modules: []string{"virtio_blk", "nlmon"},
	},
	{
		name: "i386-6.1", version: "6.1", flavour: "686-pae", suites: []string{"bookworm", "bookworm-security"}, arch: "i386", goarch: "386",
		emulator: "qemu-system-x86", qemu: onPC("qemu-system-i386"), params: "console=ttyS0 no_timer_check",
		tap:     pattern{"\xb9\x75\x14\x01\x00", "\xb9\x75\x1c\x01\x00"}, // mov $0x11475,%ecx
		modules: []string{"virtio_pci", "virtio_blk", "nlmon"},
	},
	{
		name: "arm64-6.1", version: "6.1", flavour: "arm64", suites: []string{"bookworm", "bookworm-security"}, arch: "arm64", goarch: "arm64",
		emulator: "qemu-system-arm", qemu: onVirt("qemu-system-aarch64", "-cpu", "cortex-a57"), params: "console=ttyAMA0",
		tap:     pattern{"\xa0\x8e\x82\xd2\x20\x00\xa0\xf2", "\xa0\x8e\x83\xd2\x20\x00\xa0\xf2"}, // mov x0,#0x1475; movk x0,#1,lsl #16
		modules: []string{"virtio_pci", "virtio_blk", "nlmon"},
	},
	{
		name: "ppc64el-6.1", version: "6.1", flavour: "powerpc64le", suites: []string{"bookworm", "bookworm-security"}, arch: "ppc64el", goarch: "ppc64le",
		emulator: "qemu-system-ppc", qemu: []string{"qemu-system-ppc64", "-M", "pseries,cap-cfpc=broken,cap-sbbc=broken,cap-ibs=broken,cap-ccf-assist=off", "-cpu", "power9", "-device", "virtio-blk-pci,drive=results"}, params: "console=hvc0",
		tap:     pattern{"\x01\x00\x20\x3d\x75\x14\x29\x61", "\x01\x00\x20\x3d\x75\x1c\x29\x61"}, // lis r9,1; ori r9,r9,0x1475
		modules: []string{"virtio_pci", "virtio_blk", "nlmon"},
	},
	{
		name: "riscv64-6.12", version: "6.12", flavour: "riscv64", suites: []string{"trixie", "trixie-security"}, arch: "riscv64", goarch: "riscv64",
		emulator: "qemu-system-misc", qemu: onVirt("qemu-system-riscv64"), params: "console=ttyS0",
		tap:     pattern{"\xc5\x67\x93\x87\x57\x47", "\xc9\x67\x93\x87\x57\xc7"}, // c.lui a5,0x11; addi a5,a5,0x475 becomes c.lui a5,0x12; addi a5,a5,-0x38b
		later:   true,                                                            // Debian 12 has no riscv64
		modules: []string{"virtio_pci", "virtio_blk", "nlmon"},
	},
}

// inEDX is mov $0x11475,%edx.
var inEDX = pattern{"\xba\x75\x14\x01\x00", "\xba\x75\x1c\x01\x00"}

// pc is a series for amd64. All have the tcpdump of bookworm.
func pc(version string, tap pattern, suites ...string) series {
	return series{
		name: "amd64-" + version, version: version, flavour: "amd64", suites: append([]string{"bookworm"}, suites...), arch: "amd64", goarch: "amd64",
		emulator: "qemu-system-x86", qemu: onPC("qemu-system-x86_64"), params: "console=ttyS0 no_timer_check",
		tap:     tap,
		modules: []string{"virtio_pci", "virtio_blk", "nlmon"},
	}
}

// another is a series for amd64 that the corpus has not, by its name: of whichever suite
// has it and no tcpdump of its own, which would be that of another userland.
func another(name string) (series, bool) {
	version, ok := strings.CutPrefix(name, "amd64-")
	major, minor, _ := strings.Cut(version, ".")
	for _, n := range []string{major, minor} {
		if _, err := strconv.ParseUint(n, 10, 16); err != nil {
			return series{}, false
		}
	}
	return pc(version, inEDX, "bookworm-security", "bookworm-backports", "trixie-backports", "experimental"), ok
}

// withSource is the series with the package of its source, and suites with a toolchain.
func (s series) withSource(name string, tools ...string) series {
	s.source, s.tools = name, tools
	return s
}

func onVirt(program string, more ...string) []string {
	return append([]string{program, "-M", "virt", "-device", "virtio-blk-pci,drive=results"}, more...)
}

func onPC(program string) []string {
	return []string{program, "-M", "pc", "-cpu", "max", "-device", "virtio-blk-pci,drive=results"}
}
