// Package tap sees every message between user space and the connector of a kernel as
// it is shipped, whoever sends or receives it, by BPF programs at two functions of
// drivers/connector/connector.c: cn_rx_skb has each request, cn_netlink_send_mult
// each message of the kernel's, once, however many receive it, and also if nobody does.
//
// The programs are put together here, out of instructions, with what the kernel says
// of its own structures (/sys/kernel/btf/vmlinux): there is no C, no compiler and no
// object file. Their licence, as they tell the kernel, is "Dual MIT/GPL". They are the
// process's own: when it ends, in whatever way, they are gone.
//
// # Where they are attached
//
// By kprobes, which on preemptible kernels miss nothing of their own doing: the kernel leaves a
// run out, and counts it, only while some process of the CPU has been interrupted inside
// bpf(2), over a map. A program behind the end of cn_netlink_send_mult adds what it
// returned, where the kernel can attach one (Untold).
// Kernels without CONFIG_KPROBES have the programs attached by trampolines (fentry
// and fexit): there the kernel does not run a program on a CPU where it is running
// already, for another thread, and counts that: Losses has it. So has Linux 6.12 for
// riscv64, where ftrace has the place at which a function begins, and lets no kprobe stand
// there (CONFIG_KPROBES_ON_FTRACE is missing). One behind it works, and lost messages: its
// program runs as if in an NMI, where the kernel does not wait for the ring's lock
// (arch/riscv/kernel/traps.c:do_trap_break, kernel/bpf/ringbuf.c:__bpf_ringbuf_reserve).
//
// Where the kernel does not describe its structures (6.1 on s390x and ppc64el), two
// requests of our own, to nobody, tell where their parts stand (find). Then nobody says what
// became of a message.
//
// # What it does not see
//
// Messages from user space to user space, and those of other network namespaces,
// which reach no connector. What user space sent to a group and to the kernel is seen
// once, as the kernel took it.
//
// # As nlmon
//
// OpenNlmon sees frames instead, where net/netlink/af_netlink.c hands them to nlmon, before
// that looks which families it may show: a copy for each socket, and what programs of the
// network namespace send each other. The kernel takes that way only while there is an nlmon
// device, so one is made, whose name holds a socket of the process (device): by that the
// next tap knows those that were left behind, and removes them: nlmon devices cnwire0 to
// cnwire63 that no process holds, whoever made them.
package tap
