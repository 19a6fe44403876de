// Decodes connector datagrams with the structs of the installed kernel headers,
// for FuzzOracle. It shares nothing with the Go code: places and sizes are the
// compiler's.
//
// In: 4 bytes of length in host order, 1 byte that says whether the datagram is
// in the other order, the datagram. Out: a line a field, "struct field offset
// size hex", "unknown event" for one without a case here, and "ok" or "bad".

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <linux/netlink.h>
#include <linux/connector.h>
#include <linux/cn_proc.h>

static unsigned char b[1 << 20];
static size_t n;
static int swap;

static uint64_t load(size_t at, size_t size)
{
	unsigned char v[8] = {0};
	uint16_t h;
	uint32_t w;
	uint64_t d;
	for (size_t i = 0; i < size; i++)
		v[i] = b[at + (swap ? size - 1 - i : i)];
	switch (size) {
	case 2: memcpy(&h, v, 2); return h;
	case 4: memcpy(&w, v, 4); return w;
	case 8: memcpy(&d, v, 8); return d;
	}
	return v[0];
}

#define SIZE(type, member) sizeof(((type *)0)->member)
#define NUMBER(at, name, type, member, field)                                              \
	printf("%s %s %zu %zu %llx\n", name, field, (at) + offsetof(type, member), SIZE(type, member), \
	       (unsigned long long)load((at) + offsetof(type, member), SIZE(type, member)))
#define LOAD(at, type, member) load((at) + offsetof(type, member), SIZE(type, member))
#define HEAD offsetof(struct proc_event, event_data)
#define ARM(arm, member, field) NUMBER(at, "proc_event." arm, struct proc_event, event_data.member, field)
#define FITS(member) (offsetof(struct proc_event, event_data.member) + SIZE(struct proc_event, event_data.member) <= len)
#define NEED(member) do { if (!FITS(member)) return 0; } while (0)

static int event(size_t at, size_t len)
{
	NUMBER(at, "proc_event", struct proc_event, what, "what");
	NUMBER(at, "proc_event", struct proc_event, cpu, "cpu");
	NUMBER(at, "proc_event", struct proc_event, timestamp_ns, "timestamp_ns");
	switch (LOAD(at, struct proc_event, what)) {
	case PROC_EVENT_NONE:
		NEED(ack.err);
		ARM("ack", ack.err, "err");
		return 1;
	case PROC_EVENT_FORK:
		NEED(fork);
		ARM("fork", fork.parent_pid, "parent_pid");
		ARM("fork", fork.parent_tgid, "parent_tgid");
		ARM("fork", fork.child_pid, "child_pid");
		ARM("fork", fork.child_tgid, "child_tgid");
		return 1;
	case PROC_EVENT_EXEC:
		NEED(exec);
		ARM("exec", exec.process_pid, "process_pid");
		ARM("exec", exec.process_tgid, "process_tgid");
		return 1;
	case PROC_EVENT_UID:
		NEED(id);
		ARM("uid", id.process_pid, "process_pid");
		ARM("uid", id.process_tgid, "process_tgid");
		ARM("uid", id.r.ruid, "ruid");
		ARM("uid", id.e.euid, "euid");
		return 1;
	case PROC_EVENT_GID:
		NEED(id);
		ARM("gid", id.process_pid, "process_pid");
		ARM("gid", id.process_tgid, "process_tgid");
		ARM("gid", id.r.rgid, "rgid");
		ARM("gid", id.e.egid, "egid");
		return 1;
	case PROC_EVENT_SID:
		NEED(sid);
		ARM("sid", sid.process_pid, "process_pid");
		ARM("sid", sid.process_tgid, "process_tgid");
		return 1;
	case PROC_EVENT_PTRACE:
		NEED(ptrace);
		ARM("ptrace", ptrace.process_pid, "process_pid");
		ARM("ptrace", ptrace.process_tgid, "process_tgid");
		ARM("ptrace", ptrace.tracer_pid, "tracer_pid");
		ARM("ptrace", ptrace.tracer_tgid, "tracer_tgid");
		return 1;
	case PROC_EVENT_COMM:
		NEED(comm);
		ARM("comm", comm.process_pid, "process_pid");
		ARM("comm", comm.process_tgid, "process_tgid");
		printf("proc_event.comm comm %zu %zu ", at + offsetof(struct proc_event, event_data.comm.comm),
		       SIZE(struct proc_event, event_data.comm.comm));
		for (size_t i = 0; i < SIZE(struct proc_event, event_data.comm.comm); i++)
			printf("%02x", b[at + offsetof(struct proc_event, event_data.comm.comm) + i]);
		printf("\n");
		return 1;
	case PROC_EVENT_COREDUMP:
		NEED(coredump);
		ARM("coredump", coredump.process_pid, "process_pid");
		ARM("coredump", coredump.process_tgid, "process_tgid");
		ARM("coredump", coredump.parent_pid, "parent_pid");
		ARM("coredump", coredump.parent_tgid, "parent_tgid");
		return 1;
	case PROC_EVENT_EXIT:
		NEED(exit.exit_signal); // all that there was before 3.2
		ARM("exit", exit.process_pid, "process_pid");
		ARM("exit", exit.process_tgid, "process_tgid");
		ARM("exit", exit.exit_code, "exit_code");
		ARM("exit", exit.exit_signal, "exit_signal");
		if (FITS(exit.parent_pid))
			ARM("exit", exit.parent_pid, "parent_pid");
		if (FITS(exit.parent_tgid))
			ARM("exit", exit.parent_tgid, "parent_tgid");
		return 1;
	}
	puts("unknown event");
	return 1;
}

// The header has struct proc_input since 6.6 only.
struct input {
	uint32_t mcast_op, event_type;
};

static int cn(size_t at, size_t end)
{
	for (size_t first = at; at < end;) {
		size_t len;
		if (end - at < sizeof(struct cn_msg))
			return at > first;
		NUMBER(at, "cn_msg", struct cn_msg, id.idx, "id.idx");
		NUMBER(at, "cn_msg", struct cn_msg, id.val, "id.val");
		NUMBER(at, "cn_msg", struct cn_msg, seq, "seq");
		NUMBER(at, "cn_msg", struct cn_msg, ack, "ack");
		NUMBER(at, "cn_msg", struct cn_msg, len, "len");
		NUMBER(at, "cn_msg", struct cn_msg, flags, "flags");
		len = LOAD(at, struct cn_msg, len);
		int proc = LOAD(at, struct cn_msg, id.idx) == CN_IDX_PROC && LOAD(at, struct cn_msg, id.val) == CN_VAL_PROC;
		at += sizeof(struct cn_msg);
		if (len > end - at)
			return 0;
		if (proc && len == sizeof(enum proc_cn_mcast_op)) {
			printf("proc_cn_mcast_op mcast_op %zu %zu %llx\n", at, len, (unsigned long long)load(at, len));
		} else if (proc && len == sizeof(struct input)) {
			NUMBER(at, "proc_input", struct input, mcast_op, "mcast_op");
			NUMBER(at, "proc_input", struct input, event_type, "event_type");
		} else if (proc && len >= HEAD && !event(at, len)) {
			return 0;
		}
		at += len;
	}
	return 1;
}

static int datagram(void)
{
	for (size_t at = 0; at < n;) {
		uint64_t len;
		if (n - at < sizeof(struct nlmsghdr))
			return 0;
		len = LOAD(at, struct nlmsghdr, nlmsg_len);
		if (len < sizeof(struct nlmsghdr) || len > n - at)
			return 0;
		NUMBER(at, "nlmsghdr", struct nlmsghdr, nlmsg_len, "nlmsg_len");
		NUMBER(at, "nlmsghdr", struct nlmsghdr, nlmsg_type, "nlmsg_type");
		NUMBER(at, "nlmsghdr", struct nlmsghdr, nlmsg_flags, "nlmsg_flags");
		NUMBER(at, "nlmsghdr", struct nlmsghdr, nlmsg_seq, "nlmsg_seq");
		NUMBER(at, "nlmsghdr", struct nlmsghdr, nlmsg_pid, "nlmsg_pid");
		if (!cn(at + NLMSG_HDRLEN, at + len))
			return 0;
		at += NLMSG_ALIGN(len);
	}
	return 1;
}

int main(void)
{
	uint32_t size;
	while (fread(&size, sizeof size, 1, stdin) == 1) {
		swap = getchar();
		if (size > sizeof b || fread(b, 1, size, stdin) != size)
			return 1;
		n = size;
		puts(datagram() ? "ok" : "bad");
		fflush(stdout);
	}
	return 0;
}
