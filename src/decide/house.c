/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose signatory: see house.h. */
#include "house.h"

/* «directrice par intérim du Centre hospitalier de Lisieux» */
#define BESIDE_WORDS 8u
/* The establishment's own lines at the very top. */
#define LETTERHEAD_LINES 5u

/* Adds the hospitals named in words [first, end); how many. */
static unsigned
add_named(const struct text *text, unsigned first, unsigned end,
    GStrvBuilder *codes)
{
	unsigned count = 0;

	for (unsigned i = 0; i < text->places->len; i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);

		if (place->first < first || place->first >= end ||
		    place->establishment->kind == KIND_CHU)
			continue;
		g_strv_builder_add(codes, place->establishment->code);
		count++;
	}
	return count;
}

char **
house_names(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct subject *subject)
{
	unsigned first = text_first_word(text, stretch);
	unsigned end = text_end_word(text, stretch), at = 0, beside = 0;
	struct stretch head = { stretch.first, MIN(stretch.end,
	    stretch.first + LETTERHEAD_LINES) };
	g_autoptr(GStrvBuilder) codes = g_strv_builder_new();
	const struct hit *hit;

	if (subject->side != SIDE_EMPLOYER || subject->function < 0)
		return NULL;
	while ((hit = text_next(text, rules, TERM_FUNCTION,
	    subject->function, first, end, &at)) != NULL) {
		unsigned behind = hit->first + hit->count;

		beside += add_named(text, behind, MIN(end, behind +
		    BESIDE_WORDS), codes);
	}
	add_named(text, first, text_end_word(text, head), codes);
	return beside > 0 ? g_strv_builder_end(codes) : NULL;
}

char *
house_strange(const struct registry *registry, char *const *named,
    const char *employer)
{
	const struct establishment *other, *ours;

	if (named == NULL || employer == NULL ||
	    g_strv_contains((const char *const *)named, employer))
		return NULL;
	other = registry_find(registry, named[0]);
	ours = registry_find(registry, employer);
	return g_strdup_printf("Le signataire paraît être d’un autre "
	    "établissement (%s) que l’employeur (%s).",
	    other != NULL ? other->name : named[0],
	    ours != NULL ? ours->name : employer);
}
