/*
 * Answers the test vectors with cnwire.h: a question a line, an answer a line.
 *
 *	cc -std=c11 -O2 -o answer modules/c/answer.c && cnwire vectors run --kind message -- ./answer
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cnwire_payload.h"

/* text copies a member of the question, which has no escapes in those that are asked for, into to. */
static int text(const char *line, const char *name, char *to, size_t room)
{
	char key[32];
	const char *p;
	size_t n;

	snprintf(key, sizeof(key), "\"%s\":\"", name);
	p = strstr(line, key);
	if (!p)
		return 0;
	p += strlen(key);
	n = strcspn(p, "\"");
	if (n >= room)
		return 0;
	memcpy(to, p, n);
	to[n] = 0;
	return 1;
}

static void hex(const uint8_t *b, size_t n)
{
	putchar('"');
	for (size_t i = 0; i < n; i++)
		printf("%02x", b[i]);
	putchar('"');
}

static void answer(const struct cnwire_message *m, int big)
{
	static uint8_t again[1 << 17];

	if (m->failure)
		printf("{\"class\":\"%s\",\"at\":\"%s%s%s\",\"offset\":%zu,\"need\":%zu,\"have\":%zu", m->failure, m->at->name,
		       m->field ? "." : "", m->field ? m->field : "", m->offset, m->need, m->have);
	else
		printf("{\"ok\":true");
	for (size_t i = 0; i < m->count; i++) {
		const struct cnwire_part *p = &m->parts[i];

		printf("%s\"%s%s%s\":", i ? "," : ",\"fields\":{", p->arm, *p->arm ? "." : "", p->name);
		if (p->kind == 'b')
			hex(p->bytes, p->size);
		else if (p->kind == 's')
			printf("%" PRId64, (int64_t)p->number);
		else
			printf("%" PRIu64, p->number);
	}
	if (m->count) {
		memset(again, 0, m->size); /* so that a byte which is in no part is missed */
		cnwire_encode(m, big, again);
		printf("},\"hex\":");
		hex(again, m->size);
	}
	if (!m->failure && strcmp(m->of->name, "cn_msg") == 0) {
		struct cnwire_message inner;
		const struct cnwire_payload *row = cnwire_payload(m, big, "ns", &inner);

		printf(",\"payload\":\"%s\"", row ? cnwire_structs[row->of].name : "");
	}
	printf("}\n");
	fflush(stdout);
}

int main(void)
{
	static char line[1 << 18], digits[1 << 18];
	static uint8_t bytes[1 << 17];

	while (fgets(line, sizeof(line), stdin)) {
		char kind[64], order[16];
		struct cnwire_message m;
		const struct cnwire_struct *s;
		size_t n;

		if (!text(line, "struct", kind, sizeof(kind)) || !text(line, "order", order, sizeof(order)) ||
		    !text(line, "hex", digits, sizeof(digits)) || !(s = cnwire_find(kind))) {
			printf("{}\n");
			fflush(stdout);
			continue;
		}
		for (n = 0; digits[2 * n]; n++) {
			char pair[3] = { digits[2 * n], digits[2 * n + 1], 0 };

			bytes[n] = (uint8_t)strtoul(pair, NULL, 16);
		}
		cnwire_decode(s, bytes, n, strcmp(order, "big") == 0, &m);
		answer(&m, strcmp(order, "big") == 0);
	}
	return 0;
}
