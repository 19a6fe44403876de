package main

// series is a kernel series of Debian's, for one architecture.
type series struct {
	name    string // how the command line names it, and the corpus its folder without the release's last number
	meta    string // the package that depends on the newest kernel of the series
	arch    string // Debian's name
	goarch  string
	qemu    []string // the program and what makes it this kind of machine
	params  string   // for the kernel: its console, and that a busy host is no reason to panic
	how     method
	tap     pattern
	source  string   // the package with the kernel's source, where modules can be built: on machines of the same architecture
	modules []string // that a disk and nlmon need; what they depend on is found
}

// method is how the tap list is changed.
type method int

const (
	inFile   method = iota // in the kernel's image, before it is booted
	inMemory               // in the guest's memory, over QEMU's gdb stub
)

// pattern is the instruction that loads the bit mask of netlink families which
// net/netlink/af_netlink.c:netlink_filter_tap lets through, and the same with
// bit 11, NETLINK_CONNECTOR. It occurs exactly once.
type pattern struct{ old, new string }

var kernels = []series{
	{
		name: "amd64-6.1", meta: "linux-image-amd64", arch: "amd64", goarch: "amd64", source: "linux-source-6.1",
		qemu: pc("qemu-system-x86_64"), params: "console=ttyS0 no_timer_check",
		tap:     pattern{"\xba\x75\x14\x01\x00", "\xba\x75\x1c\x01\x00"}, // mov $0x11475,%edx
		modules: []string{"virtio_pci", "virtio_blk", "nlmon"},
	},
	{
		name: "amd64-6.12", meta: "linux-image-6.12-amd64", arch: "amd64", goarch: "amd64", source: "linux-source-6.12",
		qemu: pc("qemu-system-x86_64"), params: "console=ttyS0 no_timer_check",
		tap:     pattern{"\xba\x75\x14\x01\x00", "\xba\x75\x1c\x01\x00"}, // the same
		modules: []string{"virtio_pci", "virtio_blk", "nlmon"},
	},
	{
		name: "s390x-6.1", meta: "linux-image-s390x", arch: "s390x", goarch: "s390x",
		qemu: []string{"qemu-system-s390x", "-M", "s390-ccw-virtio", "-device", "virtio-blk-ccw,drive=results"}, params: "console=ttysclp0",
		how:     inMemory,
		tap:     pattern{"\xc0\x11\x00\x01\x14\x75", "\xc0\x11\x00\x01\x1c\x75"}, // lgfi %r1,0x11475
		modules: []string{"virtio_blk", "nlmon"},
	},
	{
		name: "i386-6.1", meta: "linux-image-686-pae", arch: "i386", goarch: "386",
		qemu: pc("qemu-system-i386"), params: "console=ttyS0 no_timer_check",
		tap:     pattern{"\xb9\x75\x14\x01\x00", "\xb9\x75\x1c\x01\x00"}, // mov $0x11475,%ecx
		modules: []string{"virtio_pci", "virtio_blk", "nlmon"},
	},
}

func pc(program string) []string {
	return []string{program, "-M", "pc", "-cpu", "max", "-device", "virtio-blk-pci,drive=results"}
}

// packageOf names a package of the series' architecture.
func (s series) packageOf(name string) string { return name + ":" + s.arch }
