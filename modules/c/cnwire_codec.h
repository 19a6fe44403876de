/*
 * Reads and writes the structs of cnwire.h by its tables, in either byte order. Nothing is allocated: a message points
 * into the bytes that it was read from.
 */
#ifndef CNWIRE_CODEC_H
#define CNWIRE_CODEC_H

#include <string.h>
#include "cnwire.h"

#define CNWIRE_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A field, or bytes that no field claims: data, event_data, cut, rest. */
struct cnwire_part {
	const char *arm; /* the name of the arm that it is in, or "" */
	const char *name;
	char kind; /* 'u', 's' or 'b' */
	size_t offset, size;
	uint64_t number; /* of 'u' and 's'; cast to int64_t it has its sign */
	const uint8_t *bytes; /* of 'b' */
};

struct cnwire_message {
	const struct cnwire_struct *of;
	size_t size;
	struct cnwire_part parts[CNWIRE_PARTS];
	size_t count;
	const char *failure; /* NULL, "short" or "overrun": the first thing that is wrong; the parts are what is readable all the same */
	const struct cnwire_struct *at; /* where */
	const char *field; /* which of its fields, or NULL */
	size_t offset, need, have;
};

static inline const struct cnwire_struct *cnwire_find(const char *name)
{
	for (size_t i = 0; i < CNWIRE_COUNT(cnwire_structs); i++)
		if (strcmp(cnwire_structs[i].name, name) == 0)
			return &cnwire_structs[i];
	return NULL;
}

/* cnwire_name returns the name of a number, or NULL. */
static inline const char *cnwire_name(const char *set, uint64_t number)
{
	for (size_t i = 0; i < CNWIRE_COUNT(cnwire_values); i++)
		if (cnwire_values[i].number == number && strcmp(cnwire_values[i].set, set) == 0)
			return cnwire_values[i].name;
	return NULL;
}

static inline const struct cnwire_part *cnwire_part(const struct cnwire_message *m, const char *arm, const char *name)
{
	for (size_t i = 0; i < m->count; i++)
		if (strcmp(m->parts[i].arm, arm) == 0 && strcmp(m->parts[i].name, name) == 0)
			return &m->parts[i];
	return NULL;
}

static inline uint64_t cnwire_get(const uint8_t *b, size_t size, char kind, int big)
{
	uint64_t n = 0;

	for (size_t i = 0; i < size; i++)
		n = n << 8 | b[big ? i : size - 1 - i];
	if (kind == 's' && size < 8 && n >> (8 * size - 1))
		n |= ~UINT64_C(0) << 8 * size;
	return n;
}

static inline void cnwire_put(uint8_t *b, size_t size, uint64_t n, int big)
{
	for (size_t i = 0; i < size; i++)
		b[big ? size - 1 - i : i] = (uint8_t)(n >> 8 * i);
}

static inline void cnwire_fail(struct cnwire_message *m, const char *failure, const struct cnwire_struct *at, const char *field,
			       size_t offset, size_t need, size_t have)
{
	m->failure = failure, m->at = at, m->field = field, m->offset = offset, m->need = need, m->have = have;
}

/* cnwire_raw keeps [start,end) as far as it is there, and returns where it ends. */
static inline size_t cnwire_raw(struct cnwire_message *m, const char *name, const uint8_t *b, size_t start, size_t end)
{
	if (end > m->size)
		end = m->size;
	if (start >= end)
		return end;
	m->parts[m->count++] = (struct cnwire_part){ "", name, 'b', start, end - start, 0, b + start };
	return end;
}

/* cnwire_fields reads the fields that are whole, up to a union; what is left of a broken one is "cut". */
static inline size_t cnwire_fields(struct cnwire_message *m, const char *arm, const struct cnwire_struct *s, const uint8_t *b,
				   size_t start, int big)
{
	size_t end = start;

	for (size_t i = 0; i < s->count && s->fields[i].kind != 'U'; i++) {
		const struct cnwire_field *f = &s->fields[i];
		struct cnwire_part p = { arm, f->name, f->kind, start + f->offset, f->size, 0, b + start + f->offset };

		if (p.offset + p.size > m->size)
			return cnwire_raw(m, "cut", b, end, m->size);
		if (f->kind != 'b')
			p.number = cnwire_get(p.bytes, p.size, p.kind, big);
		m->parts[m->count++] = p;
		end = p.offset + p.size;
	}
	return end;
}

/* cnwire_union reads the arm that the selector names. */
static inline size_t cnwire_union(struct cnwire_message *m, const struct cnwire_struct *s, const uint8_t *b, size_t start, int big)
{
	uint64_t number = cnwire_part(m, "", s->selector)->number;

	for (size_t i = 0; i < CNWIRE_COUNT(cnwire_arms); i++) {
		const struct cnwire_arm *a = &cnwire_arms[i];
		const struct cnwire_struct *of = &cnwire_structs[a->of];

		if (&cnwire_structs[a->in] != s || a->number != number)
			continue;
		if (m->size - start < of->need)
			cnwire_fail(m, "short", of, NULL, start, of->need, m->size - start);
		return cnwire_fields(m, a->name, of, b, start, big);
	}
	return cnwire_raw(m, "event_data", b, start, m->size);
}

/*
 * cnwire_decode reads one struct and returns whether it is sound. All bytes are in its parts, sound or not, unless the
 * struct itself is short: then there are none.
 */
static inline int cnwire_decode(const struct cnwire_struct *s, const uint8_t *b, size_t n, int big, struct cnwire_message *m)
{
	size_t end;

	m->of = s, m->size = n, m->count = 0, m->failure = NULL;
	big = big || s->big;
	if (n < s->need) {
		cnwire_fail(m, "short", s, NULL, 0, s->need, n);
		return 0;
	}
	end = cnwire_fields(m, "", s, b, 0, big);
	if (s->selector)
		end = cnwire_union(m, s, b, s->need, big); /* it starts where what is needed ends */
	if (strcmp(s->name, "cn_msg") == 0) { /* R7 */
		const struct cnwire_part *len = cnwire_part(m, "", "len");

		if (len->number > n - end)
			cnwire_fail(m, "overrun", s, len->name, len->offset, len->number, n - end);
		end = cnwire_raw(m, "data", b, end, end + len->number);
	}
	cnwire_raw(m, "rest", b, end, n);
	return m->failure == NULL;
}

/* cnwire_encode writes the parts of a message into its m->size bytes. */
static inline void cnwire_encode(const struct cnwire_message *m, int big, uint8_t *out)
{
	for (size_t i = 0; i < m->count; i++) {
		const struct cnwire_part *p = &m->parts[i];

		if (p->kind == 'b')
			memcpy(out + p->offset, p->bytes, p->size);
		else
			cnwire_put(out + p->offset, p->size, p->number, big || m->of->big);
	}
}

/* cnwire_load fills the C struct of a message, struct cnwire_proc_event for "proc_event". What was not there is 0. */
static inline void cnwire_load(const struct cnwire_message *m, void *to)
{
	const uint16_t one = 1;
	int big = *(const uint8_t *)&one == 0;

	memset(to, 0, m->of->size);
	for (size_t i = 0; i < m->count; i++) {
		const struct cnwire_part *p = &m->parts[i];

		if (p->offset + p->size > m->of->size)
			continue; /* behind the struct */
		if (p->kind == 'b')
			memcpy((uint8_t *)to + p->offset, p->bytes, p->size);
		else
			cnwire_put((uint8_t *)to + p->offset, p->size, p->number, big);
	}
}

#endif
