/*
 * The decoder that package codec is measured against: the same checks and the same copies, as plain C. From the bytes of
 * a datagram to typed fields: every netlink message, every cn_msg of each, proc_event, and the arm that what names. The
 * byte order is an argument, as it is codec's. codec/ has the pictures, and SPEC.md the rules.
 */
#include <stdlib.h>
#include <string.h>

#include "decode.h"

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

static enum class fail(struct decoded *d, enum class class, const char *name, const char *field, size_t at, size_t need, size_t have)
{
	d->error = (struct error){ class, name, field, at, need, have };
	return class;
}

static enum class message(struct decoded *d, size_t off, struct bytes b, size_t *eaten)
{
	int big = d->big;
	if (b.n < 16)
		return fail(d, too_short, "nlmsghdr", "", off, 16, b.n);
	uint32_t length = u32(big, b.at);
	if (length < 16)
		return fail(d, wrong_length, "nlmsghdr", "nlmsg_len", off, 16, length);
	if (length > b.n)
		return fail(d, overrun, "nlmsghdr", "nlmsg_len", off, length, b.n);
	size_t end = length, n = (end + 3) & ~(size_t)3;
	if (n > b.n)
		n = b.n;
	if (d->count == d->room) {
		d->room = d->room ? 2 * d->room : 4;
		d->messages = realloc(d->messages, d->room * sizeof *d->messages);
		if (!d->messages)
			abort();
	}
	struct message *m = &d->messages[d->count++];
	m->header = (struct nlmsghdr){ length, u16(big, b.at + 4), u16(big, b.at + 6), u32(big, b.at + 8), u32(big, b.at + 12) };
	m->data = (struct bytes){ b.at + 16, end - 16 };
	m->pad = (struct bytes){ b.at + end, n - end };
	*eaten = n;
	return fine;
}

static enum class cn_msg(struct decoded *d, size_t off, struct bytes b, size_t *eaten)
{
	int big = d->big;
	struct cn_msg *m = &d->cn;
	if (b.n < 20)
		return fail(d, too_short, "cn_msg", "", off, 20, b.n);
	uint16_t length = u16(big, b.at + 16);
	if (20 + (size_t)length > b.n)
		return fail(d, overrun, "cn_msg", "len", off + 16, length, b.n - 20);
	m->idx = u32(big, b.at);
	m->val = u32(big, b.at + 4);
	m->seq = u32(big, b.at + 8);
	m->ack = u32(big, b.at + 12);
	m->length = length;
	m->flags = u16(big, b.at + 18);
	m->data = (struct bytes){ b.at + 20, length };
	*eaten = 20 + (size_t)length;
	return fine;
}

static enum class arm(struct decoded *d)
{
	int big = d->big;
	struct bytes b = d->event.data;
	switch (d->event.what) {
	case 0:
		if (b.n < 4)
			return fail(d, too_short, "proc_event.ack", "", 0, 4, b.n);
		d->ack = u32(big, b.at);
		return fine;
	case 1:
		if (b.n < 16)
			return fail(d, too_short, "proc_event.fork", "", 0, 16, b.n);
		d->fork.parent = task(big, b.at);
		d->fork.child = task(big, b.at + 8);
		return fine;
	case 2:
		if (b.n < 8)
			return fail(d, too_short, "proc_event.exec", "", 0, 8, b.n);
		d->exec = task(big, b.at);
		return fine;
	case 4:
		if (b.n < 16)
			return fail(d, too_short, "proc_event.uid", "", 0, 16, b.n);
		d->uid.process = task(big, b.at);
		d->uid.real = u32(big, b.at + 8);
		d->uid.effective = u32(big, b.at + 12);
		return fine;
	case 0x40:
		if (b.n < 16)
			return fail(d, too_short, "proc_event.gid", "", 0, 16, b.n);
		d->gid.process = task(big, b.at);
		d->gid.real = u32(big, b.at + 8);
		d->gid.effective = u32(big, b.at + 12);
		return fine;
	case 0x80:
		if (b.n < 8)
			return fail(d, too_short, "proc_event.sid", "", 0, 8, b.n);
		d->sid = task(big, b.at);
		return fine;
	case 0x100:
		if (b.n < 16)
			return fail(d, too_short, "proc_event.ptrace", "", 0, 16, b.n);
		d->ptrace.process = task(big, b.at);
		d->ptrace.tracer = task(big, b.at + 8);
		return fine;
	case 0x200:
		if (b.n < 24)
			return fail(d, too_short, "proc_event.comm", "", 0, 24, b.n);
		d->comm.process = task(big, b.at);
		memcpy(d->comm.comm, b.at + 8, 16);
		return fine;
	case 0x40000000:
		if (b.n < 8)
			return fail(d, too_short, "proc_event.coredump", "", 0, 8, b.n);
		d->coredump.process = task(big, b.at);
		d->coredump.no_parent = b.n < 16;
		d->coredump.parent = b.n < 16 ? (struct task){ 0, 0 } : task(big, b.at + 8);
		return fine;
	case 0x80000000:
		if (b.n < 16)
			return fail(d, too_short, "proc_event.exit", "", 0, 16, b.n);
		d->exit.process = task(big, b.at);
		d->exit.code = u32(big, b.at + 8);
		d->exit.signal = u32(big, b.at + 12);
		d->exit.no_parent = b.n < 24;
		d->exit.parent = b.n < 24 ? (struct task){ 0, 0 } : task(big, b.at + 16);
		return fine;
	}
	d->raw = b;
	return fine;
}

static enum class payload(struct decoded *d, struct bytes data)
{
	enum class err;
	for (size_t off = 0, n; off < data.n; off += n) {
		struct bytes rest = { data.at + off, data.n - off };
		if (off > 0 && rest.n < 20)
			break; /* padding that was counted (R5) */
		if ((err = cn_msg(d, off, rest, &n)))
			return err;
		if (d->cn.idx != 1 || d->cn.val != 1)
			continue;
		struct bytes e = d->cn.data;
		if (e.n < 16)
			return fail(d, too_short, "proc_event", "", 0, 16, e.n);
		d->event = (struct proc_event){ u32(d->big, e.at), u32(d->big, e.at + 4), u64(d->big, e.at + 8), { e.at + 16, e.n - 16 } };
		if ((err = arm(d)))
			return err;
	}
	return fine;
}

enum class decode(int big, const uint8_t *b, size_t n, struct decoded *d)
{
	enum class err;
	d->big = big;
	d->count = 0;
	d->tail = (struct bytes){ 0, 0 };
	d->error.class = fine;
	for (size_t off = 0, eaten; off < n; off += eaten) {
		struct bytes rest = { b + off, n - off };
		if ((err = message(d, off, rest, &eaten))) {
			d->tail = rest;
			return err;
		}
	}
	for (size_t i = 0; i < d->count; i++)
		if ((err = payload(d, d->messages[i].data)))
			return err;
	return fine;
}

int decode_whole(int big, const uint8_t *b, size_t n, struct decoded *d)
{
	if (n < 52)
		return 0;
	uint32_t length = u32(big, b), idx = u32(big, b + 16), val = u32(big, b + 20);
	uint16_t size = u16(big, b + 32);
	if (length != n || size != n - 36 || idx != 1 || val != 1)
		return 0;
	d->big = big;
	d->error.class = fine;
	d->header = (struct nlmsghdr){ length, u16(big, b + 4), u16(big, b + 6), u32(big, b + 8), u32(big, b + 12) };
	d->cn = (struct cn_msg){ idx, val, u32(big, b + 24), u32(big, b + 28), size, u16(big, b + 34), { b + 36, size } };
	d->event = (struct proc_event){ u32(big, b + 36), u32(big, b + 40), u64(big, b + 44), { b + 52, n - 52 } };
	arm(d);
	return 1;
}
