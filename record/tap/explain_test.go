package tap

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// Whatever is missing is named, with what to do, and what can be had without it.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		err  error
		at   place
		want string
	}{
		{syscall.EPERM, place{types: true}, "run it as root"},
		{fs.ErrPermission, place{types: true}, "run it as root"},
		{syscall.EPERM, place{root: true, types: true}, "containers"},
		{syscall.EPERM, place{root: true, types: true, lockdown: "none integrity [confidentiality]"}, "locked down"},
		{fmt.Errorf("by kprobes: a program: load program: %w: program of this type cannot use helper bpf_probe_read#4 (66 line(s) omitted)", syscall.EINVAL), place{root: true, types: true}, "locked down (confidentiality"}, // as 6.12.117 said it, where /sys/kernel/security is not mounted
		{syscall.EPERM, place{root: true, types: true, lockdown: "none [integrity] confidentiality"}, "containers"},
		{fmt.Errorf("%w: %w", errNoTypes, fs.ErrNotExist), place{root: true}, "CONFIG_DEBUG_INFO_BTF"},
		{fmt.Errorf("%w: %w, and a ring: %w", errNoTypes, fs.ErrNotExist, syscall.ENOSYS), place{root: true}, "CONFIG_BPF_SYSCALL"},
		{fmt.Errorf("%w: %w, and a ring: %w", errNoTypes, fs.ErrNotExist, syscall.EINVAL), place{root: true}, "Linux 5.8"},
		{syscall.ENOSYS, place{root: true, types: true}, "CONFIG_BPF_SYSCALL"},
		{fmt.Errorf("a ring: %w", syscall.EINVAL), place{root: true, types: true}, "Linux 5.8"},
		{fmt.Errorf("%w: %w: %w", errDevice, errNoNlmon, syscall.EOPNOTSUPP), place{root: true, types: true}, "modprobe nlmon"},
		{fmt.Errorf("%w: %w", errDevice, syscall.EPERM), place{root: true, types: true}, "CAP_NET_ADMIN"},
		{deviceError(errors.New("none of the names cnwire0 to cnwire63 is free"), nil), place{root: true, types: true}, "none of the names cnwire0 to cnwire63 is free): ip link shows those there are, and ip link del cnwireN removes"},
		{fmt.Errorf("%w: removing cnwire3: %w", errDevice, syscall.EBUSY), place{root: true, types: true}, "removing cnwire3: " + syscall.EBUSY.Error() + "): ip link"},
		{fmt.Errorf("%w: removing cnwire3: %w", errDevice, syscall.EPERM), place{root: true, types: true}, "CAP_NET_ADMIN"},
		{fmt.Errorf("%w: %w, cnwire0: %w", errDevice, errHold, syscall.EAFNOSUPPORT), place{root: true, types: true}, "RestrictAddressFamilies= has AF_NETLINK and AF_UNIX"},
		{fmt.Errorf("%w: %w, cnwire0: %w", errDevice, errHold, syscall.EACCES), place{root: true, types: true}, "its name, cnwire0: " + syscall.EACCES.Error() + "): ip link"},
		{fmt.Errorf("%w: a device cnwire0: %w", errDevice, syscall.ENOSYS), place{root: true, types: true}, "ip link del cnwireN"},
		{fmt.Errorf("a ring: %w", syscall.ENOMEM), place{root: true, types: true}, "a smaller one (--buffer)"},
		{fmt.Errorf("%w: no function cn_rx_skb", errStrange), place{root: true, types: true}, "no function cn_rx_skb): take one of another version"},
		{fmt.Errorf("%w: %w", errIterator, syscall.EINVAL), place{root: true, types: true}, "sockets: " + syscall.EINVAL.Error() + "): it takes Linux 5.8"},
		{fmt.Errorf("%w: damaged, and %w", errNoTypes, errors.New("nor")), place{root: true, types: true}, "damaged, and nor): look at /sys/kernel/btf/vmlinux"},
		{deviceError(fmt.Errorf("removing cnwire9: %w", syscall.EBUSY), []string{"cnwire3", "cnwire7"}), place{root: true, types: true}, "and removed: cnwire3, cnwire7): ip link"},
		{errCalibrated, place{root: true}, "record --tap works here too, and shows each message once; or take a kernel that was built with CONFIG_DEBUG_INFO_BTF"},
		{errNoReceivers, place{root: true, types: true}, "record --tap shows each message once"},
		{errors.New("by kprobes: no such function"), place{root: true, types: true}, "CONFIG_KPROBES"},
	} {
		got := explain(c.err, c.at)
		if text := got.Error(); !strings.Contains(text, c.want) || !strings.Contains(text, "without --tap") || !errors.Is(got, c.err) {
			t.Errorf("%v, %+v: %s", c.err, c.at, text)
		}
		if text := got.Error(); strings.Contains(text, "KPROBES") != (c.want == "CONFIG_KPROBES") { // who has them is not to look for them
			t.Error(text)
		}
	}
	text := explainArchitecture("mips").Error()
	if !strings.Contains(text, "mips") || !strings.Contains(text, "without --tap") {
		t.Error(text)
	}
	for arch := range registers {
		if !strings.Contains(text, arch) {
			t.Errorf("%s is not named: %s", arch, text)
		}
	}
}
