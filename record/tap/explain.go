package tap

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// errNoTypes: the kernel does not describe its structures.
var errNoTypes = errors.New("this kernel does not describe its structures")

// errNoReceivers: it does, but not all that frames of nlmon take.
var errNoReceivers = errors.New("its description does not say who receives a frame")

// errCalibrated: it has none, and what requests of our own tell is less than that.
var errCalibrated = errors.New("no description of structures")

// errStrange: it does, and not as other kernels do.
var errStrange = errors.New("its description is of another kind")

// errNoNlmon: the kernel has no nlmon devices. errDevice: one was not to be had. errHold:
// nor was its name, which a socket holds.
var (
	errNoNlmon = errors.New("no devices of the kind nlmon")
	errDevice  = errors.New("an nlmon device")
	errHold    = errors.New("its name")
)

// errIterator: a program that goes over the sockets there are was not to be had.
var errIterator = errors.New("sockets")

// Instead stands in each error of Open: what can be had in any case.
const Instead = "a recording of the socket (cnwire record without --tap) needs none of it"

// place is what else is known of a machine where something failed.
type place struct {
	lockdown string // /sys/kernel/security/lockdown, or empty
	root     bool   // CAP_SYS_ADMIN
	types    bool   // /sys/kernel/btf/vmlinux is there
}

// deviceError is of a device that was not to be had, when others had been removed.
func deviceError(err error, removed []string) error {
	if len(removed) > 0 {
		return fmt.Errorf("%w: %w; left behind by killed runs, and removed: %s", errDevice, err, strings.Join(removed, ", "))
	}
	return fmt.Errorf("%w: %w", errDevice, err)
}

// explainArchitecture is of a machine whose registers are not known here.
func explainArchitecture(arch string) error {
	return fmt.Errorf("tap: programs are put together for amd64, arm64, ppc64le, riscv64 and s390x, and this machine is %s: %s", arch, Instead)
}

// plain is an error without the advice that package ebpf has for programs, and that Open
// has followed.
type plain struct{ error }

func (p plain) Error() string {
	return strings.ReplaceAll(p.error.Error(), " (MEMLOCK may be too low, consider rlimit.RemoveMemlock)", "")
}

func (p plain) Unwrap() error { return p.error }

// noReading reports whether a program was refused for what it reads memory with: so a kernel
// does that is locked down (kernel/trace/bpf_trace.c:bpf_tracing_func_proto), and 6.12.117
// did with lockdown=confidentiality.
func noReading(err error) bool {
	text := err.Error()
	return strings.Contains(text, "cannot use helper bpf_probe_read") || strings.Contains(text, "unknown func bpf_probe_read")
}

// explain says in a sentence why the tap cannot be had, and what to do.
func explain(err error, p place) error {
	err = plain{err}
	say := func(what string) error { return fmt.Errorf("tap: %s; %s (%w)", what, Instead, err) }
	because := func(what, advice string) error { return fmt.Errorf("tap: %s (%w): %s; %s", what, err, advice, Instead) }
	refused := errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EPERM)
	switch {
	case strings.Contains(p.lockdown, "[confidentiality]") || noReading(err):
		return say("the kernel is locked down (confidentiality, /sys/kernel/security/lockdown), and lets nobody read its memory: start it without lockdown=confidentiality")
	case errors.Is(err, errNoNlmon):
		return say("this kernel has no nlmon, whose frames --tap=nlmon shows: load the module (modprobe nlmon), take a kernel that was built with CONFIG_NLMON, or record --tap, which shows each message once")
	case errors.Is(err, errDevice) && errors.Is(err, syscall.EAFNOSUPPORT):
		return say("an nlmon device takes a netlink socket and a UNIX socket, and something keeps one of them from this process: for a service RestrictAddressFamilies= has AF_NETLINK and AF_UNIX")
	case refused && errors.Is(err, errDevice) && !errors.Is(err, errHold):
		return say("making an nlmon device needs CAP_NET_ADMIN in this network namespace: run it as root")
	case errors.Is(err, errDevice):
		return because("the device that nlmon's frames are seen by could not be made", "ip link shows those there are, and ip link del cnwireN removes one, of those that no cnwire uses")
	case refused && !p.root:
		return say("BPF programs in the kernel need CAP_SYS_ADMIN, or CAP_BPF and CAP_PERFMON with kernel.perf_event_paranoid of 2 at most: run it as root")
	case refused:
		return say("the kernel refused, though this is root: something keeps BPF from containers and services (seccomp, a security module, or a user namespace): run it outside")
	case errors.Is(err, errNoReceivers):
		return say("what this kernel says of its structures does not tell who receives a message, which nlmon's frames depend on: record --tap shows each message once")
	case errors.Is(err, errCalibrated):
		return say("this kernel does not describe its structures, there is no /sys/kernel/btf/vmlinux, and without that nothing tells who receives a message, which nlmon's frames depend on: record --tap works here too, and shows each message once; or take a kernel that was built with CONFIG_DEBUG_INFO_BTF")
	case errors.Is(err, syscall.ENOSYS):
		return say("this kernel has no BPF: take one that was built with CONFIG_BPF_SYSCALL")
	case errors.Is(err, syscall.EINVAL) && strings.Contains(err.Error(), "a ring"):
		return say("this kernel has no ring buffers for BPF: take Linux 5.8 or a later one")
	case errors.Is(err, syscall.ENOMEM) && strings.Contains(err.Error(), "a ring"):
		return say("there is no memory for the ring: take a smaller one (--buffer)")
	case errors.Is(err, errStrange):
		return because("this kernel does not describe its connector and its sockets as others do", "take one of another version, with the connector built in")
	case errors.Is(err, errIterator):
		return because("no program can go over this kernel's sockets", "it takes Linux 5.8 or a later one, with CONFIG_BPF_EVENTS and CONFIG_DEBUG_INFO_BTF")
	case errors.Is(err, errNoTypes) && p.types:
		return because("what this kernel says of its structures cannot be read", "look at /sys/kernel/btf/vmlinux")
	case errors.Is(err, errNoTypes):
		return say("this kernel does not describe its structures, there is no /sys/kernel/btf/vmlinux, and requests of our own did not tell: take one that was built with CONFIG_DEBUG_INFO_BTF, or mount sysfs")
	}
	return say("programs cannot be attached to this kernel's connector: it takes CONFIG_BPF_EVENTS with CONFIG_KPROBES, or with CONFIG_FUNCTION_TRACER")
}
