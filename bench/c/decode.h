/*
 * A decoder of datagrams of the connector as a C library has it: one function, that who calls
 * it knows nothing of but this. decode.c says what for.
 */
#ifndef DECODE_H
#define DECODE_H

#include <stddef.h>
#include <stdint.h>

enum class { fine, too_short, wrong_length, overrun };

/* What is wrong, as codec.Error has it; at counts from the start of what holds the struct. */
struct error { enum class class; const char *name, *field; size_t at, need, have; };

struct bytes { const uint8_t *at; size_t n; };
struct nlmsghdr { uint32_t length; uint16_t type, flags; uint32_t seq, pid; };
struct message { struct nlmsghdr header; struct bytes data, pad; };
struct cn_msg { uint32_t idx, val, seq, ack; uint16_t length, flags; struct bytes data; };
struct task { int32_t pid, tgid; };
struct proc_event { uint32_t what, cpu; uint64_t timestamp; struct bytes data; };

struct decoded {
	int big; /* the byte order */
	struct message *messages; /* as many as count, in memory for room of them, used again */
	size_t count, room;
	struct bytes tail; /* from the first message that is wrong */
	struct error error;
	struct nlmsghdr header; /* of a datagram that is whole */
	struct cn_msg cn; /* the last one, its event, and the arm that what names */
	struct proc_event event;
	struct { struct task parent, child; } fork;
	struct task exec, sid;
	struct { struct task process; uint32_t real, effective; } uid, gid;
	struct { struct task process, tracer; } ptrace;
	struct { struct task process; char comm[16]; } comm;
	struct { struct task process; uint32_t code, signal; struct task parent; int no_parent; } exit;
	struct { struct task process; struct task parent; int no_parent; } coredump;
	uint32_t ack;
	struct bytes raw;
};

/* decode decodes n bytes at b. big is whether to swap: whether their order is not the machine's. */
enum class decode(int big, const uint8_t *b, size_t n, struct decoded *d);

/* decode_whole is decode of a datagram that is one whole process event, as codec.Whole is; 0 for any other. */
int decode_whole(int big, const uint8_t *b, size_t n, struct decoded *d);

#endif
