package modules

// The parts of the header that are the same whatever the table has.
const (
	cHead = `
/*
 * The kernel connector's wire format for C11 and C++11. It needs no header of the kernel's; with CNWIRE_CHECK_UAPI defined it
 * includes those and does not compile where they differ. Nested members are flat: id_idx is id.idx.
 */
#ifndef CNWIRE_H
#define CNWIRE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CNWIRE_ASSERT static_assert
#else
#define CNWIRE_ASSERT _Static_assert
#endif

#define CNWIRE_PACKED __attribute__((packed)) /* for structs whose layout is not that of C */
`
	cTableTypes = `
/* The same as tables, for programs that read by name. */

struct cnwire_field {
	const char *name;
	uint16_t offset, size;
	char kind; /* 'u' or 's' a number without or with a sign, 'b' bytes, 'U' a union */
};

struct cnwire_struct {
	const char *name;
	uint16_t size, need; /* need: bytes that have to be there, fewer where it was smaller once, or ends in a union */
	uint8_t big; /* big-endian on every machine */
	const char *selector; /* the field whose number says what the union holds, or NULL */
	const struct cnwire_field *fields;
	uint16_t count;
};

struct cnwire_arm {
	int in; /* index in cnwire_structs of what has the union */
	uint32_t number;
	const char *name;
	int of; /* index of the arm */
};

struct cnwire_condition {
	const char *field; /* of the struct, or "len", that of the cn_msg; NULL behind the last one */
	char compare; /* '=', '>' for at least, 'a': len is what the struct and all that it counts need */
	uint64_t number;
};

struct cnwire_payload {
	uint32_t idx, val;
	int of, in; /* indexes in cnwire_structs; in: what it stands in or behind, -1: it starts the data of a cn_msg */
	struct cnwire_condition when[5];
	const char *layout; /* only in this form of the user's messages; "": in any */
	const char *repeat[5]; /* fields of in that count it together; "*": up to the end */
	const char *behind; /* the field that says how many bytes behind the struct are its own */
	const char *kind;
};

struct cnwire_value {
	const char *set;
	uint64_t number;
	const char *name;
};`

	cUAPI = `
#ifndef KERNEL_VERSION
#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + (c))
#endif`
)
