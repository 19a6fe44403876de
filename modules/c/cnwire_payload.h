/* What stands in the data of a cn_msg, by the rows of cnwire_payloads. */
#ifndef CNWIRE_PAYLOAD_H
#define CNWIRE_PAYLOAD_H

#include "cnwire_codec.h"

/* cnwire_need adds to need what the struct of a row counts; it returns 0 if a count is not there. */
static inline int cnwire_need(const struct cnwire_payload *row, const struct cnwire_message *m, uint64_t *need)
{
	for (size_t i = 0; i < CNWIRE_COUNT(cnwire_payloads); i++) {
		const struct cnwire_payload *in = &cnwire_payloads[i];

		if (in->idx != row->idx || in->val != row->val || in->in != row->of)
			continue;
		for (size_t k = 0; in->repeat[k]; k++) {
			const struct cnwire_part *count = cnwire_part(m, "", in->repeat[k]);

			if (!count)
				return 0;
			*need += count->number * cnwire_structs[in->of].size;
		}
	}
	return 1;
}

static inline int cnwire_holds(const struct cnwire_payload *row, const struct cnwire_condition *c, const struct cnwire_message *m,
			       uint64_t len)
{
	uint64_t have = len, need = cnwire_structs[row->of].size;

	if (c->compare == 'a')
		return cnwire_need(row, m, &need) && len == need;
	if (strcmp(c->field, "len") != 0) {
		const struct cnwire_part *p = cnwire_part(m, "", c->field);

		if (!p)
			return 0;
		have = p->number;
	}
	return c->compare == '>' ? have >= c->number : have == c->number;
}

/*
 * cnwire_payload returns the row for the data of a decoded cn_msg, or NULL: then nobody knows what it is. The layout is
 * "ns", or what kernels before 2.6.18 had. Where it returns a row, *inner is the decoded data.
 */
static inline const struct cnwire_payload *cnwire_payload(const struct cnwire_message *cn, int big, const char *layout,
							   struct cnwire_message *inner)
{
	const struct cnwire_part *data = cnwire_part(cn, "", "data");

	for (size_t i = 0; i < CNWIRE_COUNT(cnwire_payloads); i++) {
		const struct cnwire_payload *row = &cnwire_payloads[i];
		const struct cnwire_condition *c = row->when;

		if (row->in >= 0 || row->idx != cnwire_part(cn, "", "id.idx")->number || row->val != cnwire_part(cn, "", "id.val")->number ||
		    (*row->layout && strcmp(row->layout, layout) != 0))
			continue;
		cnwire_decode(&cnwire_structs[row->of], data ? data->bytes : NULL, data ? data->size : 0, big, inner);
		while (c->field && cnwire_holds(row, c, inner, cnwire_part(cn, "", "len")->number))
			c++;
		if (!c->field)
			return row;
	}
	return NULL;
}

#endif
