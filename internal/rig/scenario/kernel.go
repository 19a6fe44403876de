package scenario

import "fmt"

// Kernel is what a scenario may know of the kernel that it runs on.
type Kernel struct {
	Release string // 6.1.192
	Arch    string // Debian's name: amd64, i386, s390x …
	Live    bool   // a machine that others use: its settings are not touched, and it has no nlmon
	Stock   bool   // as it is shipped: nlmon has nothing to see, and what a tap saw as nlmon's is in its place
}

// AtLeast reports whether the release is major.minor or later.
func (k Kernel) AtLeast(major, minor int) bool {
	var a, b int
	if _, err := fmt.Sscanf(k.Release, "%d.%d", &a, &b); err != nil {
		return false
	}
	return a > major || a == major && b >= minor
}

// Filters reports whether a socket has a state of its own and may have a mask,
// and whether anybody may listen (6.6).
func (k Kernel) Filters() bool { return k.AtLeast(6, 6) }

// NamesWritten reports whether a name written to /proc/PID/comm is an event as one
// given by prctl is (fs/proc/base.c:comm_write, 5.15): 5.10.262 sends none, 6.1.176 does.
func (k Kernel) NamesWritten() bool { return k.AtLeast(5, 15) }

// Described reports whether the kernel describes its structures (/sys/kernel/btf/vmlinux),
// as Debian builds those that the rig boots.
func (k Kernel) Described() bool {
	return k.Arch == "amd64" || k.Arch == "arm64" || k.Arch == "riscv64"
}

// Counted reports whether it says where its count of listeners is (CONFIG_KALLSYMS_ALL), as
// Debian builds them.
func (k Kernel) Counted() bool { return k.Arch == "amd64" || k.Arch == "riscv64" }

// Traced reports whether programs can stand behind the end of a function (fexit), which say
// what became of a message: not on arm64, ppc64el and s390x with Linux 6.1.
func (k Kernel) Traced() bool { return k.Arch == "amd64" || k.Arch == "riscv64" }

// Probed reports whether kprobes can stand where functions begin: not on riscv64 with Linux 6.12.
func (k Kernel) Probed() bool { return k.Arch != "riscv64" }

// BigEndian reports the byte order of all that the kernel sends.
func (k Kernel) BigEndian() bool { return k.Arch == "s390x" }

// Places that scenarios name in On.
func guest(k Kernel) bool { return !k.Live }
func pc(k Kernel) bool    { return !k.Live && (k.Arch == "amd64" || k.Arch == "i386") }
