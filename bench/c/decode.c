/*
 * The decoder that package codec is measured against: the same checks and the same copies, as plain C. From the bytes of
 * a datagram to typed fields: every netlink message, every cn_msg of each, proc_event, and the arm that what names. The
 * byte order is an argument, as it is codec's. codec/ has the pictures, and SPEC.md the rules.
 *
 *     decode little|big HEX       for each line with a number on standard input: decode so often, then print the line
 *                                 again, with what was decoded last
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bytes { const uint8_t *at; size_t n; };
struct nlmsghdr { uint32_t length; uint16_t type, flags; uint32_t seq, pid; };
struct message { struct nlmsghdr header; struct bytes data, pad; };
struct cn_msg { uint32_t idx, val, seq, ack; uint16_t length, flags; struct bytes data; };
struct task { int32_t pid, tgid; };
struct proc_event { uint32_t what, cpu; uint64_t timestamp; struct bytes data; };

struct decoded {
	struct message messages[64];
	size_t count;
	struct cn_msg cn;
	struct proc_event event;
	struct { struct task parent, child; } fork;
	struct task exec, sid;
	struct { struct task process; uint32_t real, effective; } id;
	struct { struct task process, tracer; } ptrace;
	struct { struct task process; char comm[16]; } comm;
	struct { struct task process; uint32_t code, signal; struct task parent; int no_parent; } exit;
	struct { struct task process; struct task parent; int no_parent; } coredump;
	uint32_t ack;
	struct bytes raw;
};

enum { ok, too_short, wrong_length, overrun };

static inline uint16_t u16(int big, const uint8_t *b)
{
	uint16_t v;
	memcpy(&v, b, 2);
	return big ? __builtin_bswap16(v) : v;
}

static inline uint32_t u32(int big, const uint8_t *b)
{
	uint32_t v;
	memcpy(&v, b, 4);
	return big ? __builtin_bswap32(v) : v;
}

static inline uint64_t u64(int big, const uint8_t *b)
{
	uint64_t v;
	memcpy(&v, b, 8);
	return big ? __builtin_bswap64(v) : v;
}

static inline struct task task(int big, const uint8_t *b)
{
	return (struct task){ (int32_t)u32(big, b), (int32_t)u32(big, b + 4) };
}

static int message(int big, struct bytes b, struct message *m, size_t *eaten)
{
	if (b.n < 16)
		return too_short;
	uint32_t length = u32(big, b.at);
	if (length < 16)
		return wrong_length;
	if (length > b.n)
		return overrun;
	size_t end = length, n = (end + 3) & ~(size_t)3;
	if (n > b.n)
		n = b.n;
	m->header = (struct nlmsghdr){ length, u16(big, b.at + 4), u16(big, b.at + 6), u32(big, b.at + 8), u32(big, b.at + 12) };
	m->data = (struct bytes){ b.at + 16, end - 16 };
	m->pad = (struct bytes){ b.at + end, n - end };
	*eaten = n;
	return ok;
}

static int cn_msg(int big, struct bytes b, struct cn_msg *m, size_t *eaten)
{
	if (b.n < 20)
		return too_short;
	uint16_t length = u16(big, b.at + 16);
	if (20 + (size_t)length > b.n)
		return overrun;
	m->idx = u32(big, b.at);
	m->val = u32(big, b.at + 4);
	m->seq = u32(big, b.at + 8);
	m->ack = u32(big, b.at + 12);
	m->length = length;
	m->flags = u16(big, b.at + 18);
	m->data = (struct bytes){ b.at + 20, length };
	*eaten = 20 + (size_t)length;
	return ok;
}

static int arm(int big, struct decoded *d)
{
	struct bytes b = d->event.data;
	switch (d->event.what) {
	case 0:
		if (b.n < 4)
			return too_short;
		d->ack = u32(big, b.at);
		return ok;
	case 1:
		if (b.n < 16)
			return too_short;
		d->fork.parent = task(big, b.at);
		d->fork.child = task(big, b.at + 8);
		return ok;
	case 2:
		if (b.n < 8)
			return too_short;
		d->exec = task(big, b.at);
		return ok;
	case 4:
	case 0x40:
		if (b.n < 16)
			return too_short;
		d->id.process = task(big, b.at);
		d->id.real = u32(big, b.at + 8);
		d->id.effective = u32(big, b.at + 12);
		return ok;
	case 0x80:
		if (b.n < 8)
			return too_short;
		d->sid = task(big, b.at);
		return ok;
	case 0x100:
		if (b.n < 16)
			return too_short;
		d->ptrace.process = task(big, b.at);
		d->ptrace.tracer = task(big, b.at + 8);
		return ok;
	case 0x200:
		if (b.n < 24)
			return too_short;
		d->comm.process = task(big, b.at);
		memcpy(d->comm.comm, b.at + 8, 16);
		return ok;
	case 0x40000000:
		if (b.n < 8)
			return too_short;
		d->coredump.process = task(big, b.at);
		d->coredump.no_parent = b.n < 16;
		d->coredump.parent = b.n < 16 ? (struct task){ 0, 0 } : task(big, b.at + 8);
		return ok;
	case 0x80000000:
		if (b.n < 16)
			return too_short;
		d->exit.process = task(big, b.at);
		d->exit.code = u32(big, b.at + 8);
		d->exit.signal = u32(big, b.at + 12);
		d->exit.no_parent = b.n < 24;
		d->exit.parent = b.n < 24 ? (struct task){ 0, 0 } : task(big, b.at + 16);
		return ok;
	}
	d->raw = b;
	return ok;
}

/* decode decodes a datagram, and returns what is wrong with it. */
__attribute__((noinline)) static int decode(int big, struct bytes b, struct decoded *d)
{
	size_t n;
	int err;
	for (d->count = 0; b.n > 0 && d->count < 64; b.at += n, b.n -= n)
		if ((err = message(big, b, &d->messages[d->count++], &n)))
			return err;
	for (size_t i = 0; i < d->count; i++) {
		struct bytes data = d->messages[i].data;
		for (size_t off = 0; off < data.n; off += n) {
			if ((err = cn_msg(big, (struct bytes){ data.at + off, data.n - off }, &d->cn, &n))) {
				if (off > 0 && data.n - off < 20)
					break; /* padding that was counted (R5) */
				return err;
			}
			if (d->cn.idx != 1 || d->cn.val != 1)
				continue;
			struct bytes e = d->cn.data;
			if (e.n < 16)
				return too_short;
			d->event = (struct proc_event){ u32(big, e.at), u32(big, e.at + 4), u64(big, e.at + 8), { e.at + 16, e.n - 16 } };
			if ((err = arm(big, d)))
				return err;
		}
	}
	return ok;
}

int main(int argc, char **argv)
{
	static struct decoded d;
	static uint8_t room[4096];
	char line[64];
	struct bytes b = { room, 0 };
	if (argc != 3)
		return 2;
	int host_big = *(const uint8_t *)&(uint16_t){ 1 } == 0;
	volatile int big = (strcmp(argv[1], "big") == 0) != host_big; /* which the compiler is not to know */
	for (const char *p = argv[2]; p[0] && p[1] && b.n < sizeof room; p += 2) {
		unsigned v;
		if (sscanf(p, "%2x", &v) != 1)
			return 2;
		room[b.n++] = (uint8_t)v;
	}
	while (fgets(line, sizeof line, stdin)) {
		int err = ok, swap = big;
		for (long n = atol(line); n > 0; n--) {
			err = decode(swap, b, &d);
			__asm__ volatile("" ::"r"(&d) : "memory");
		}
		printf("%d %u %u %llu seq=%u fork=%d/%d,%d/%d exec=%d/%d exit=%d/%d,%u,%u,%d/%d,%d comm=%d/%d,%.16s\n", err, d.event.what, d.event.cpu,
		       (unsigned long long)d.event.timestamp, d.cn.seq, d.fork.parent.pid, d.fork.parent.tgid, d.fork.child.pid, d.fork.child.tgid,
		       d.exec.pid, d.exec.tgid, d.exit.process.pid, d.exit.process.tgid, d.exit.code, d.exit.signal, d.exit.parent.pid,
		       d.exit.parent.tgid, d.exit.no_parent, d.comm.process.pid, d.comm.process.tgid, d.comm.comm);
		fflush(stdout);
	}
	return 0;
}
