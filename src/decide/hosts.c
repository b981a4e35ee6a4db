/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of which hospital an opinion is: see hosts.h. */
#include "hosts.h"

static bool
is_employers_opinion(const struct form_rules *rules,
    const struct segment *segment)
{
	const struct subject *subject = segment->verdict.subject < 0 ? NULL :
	    rules->subjects->pdata[segment->verdict.subject];

	return subject != NULL && subject->function >= 0 &&
	    subject->side == SIDE_EMPLOYER;
}

char **
hosts_named(const struct form_rules *rules, const struct text *text,
    const struct segment *segment)
{
	unsigned first = text_first_word(text, segment->stretch);
	unsigned end = text_end_word(text, segment->stretch);
	GStrvBuilder *codes = g_strv_builder_new();
	unsigned count = 0;
	char **named;

	for (unsigned i = 0; i < text->places->len &&
	    is_employers_opinion(rules, segment); i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);

		if (place->first < first || place->first >= end ||
		    place->establishment->kind == KIND_CHU)
			continue;
		g_strv_builder_add(codes, place->establishment->code);
		count++;
	}
	named = g_strv_builder_end(codes);
	g_strv_builder_unref(codes);
	if (count == 0)
		g_clear_pointer(&named, g_strfreev);
	return named;
}
