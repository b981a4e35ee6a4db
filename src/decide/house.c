/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose signatory: see house.h. */
#include "house.h"

/* «directrice par intérim du Centre hospitalier de Lisieux» */
#define BESIDE_WORDS 8u
/* The establishment's own lines at the very top. */
#define LETTERHEAD_LINES 5u

/* The hospitals named in words [first, end): whether employer is one, and
 * the first that is another. */
static bool
names_employer(const struct text *text, unsigned first, unsigned end,
    const struct establishment *employer,
    const struct establishment **other_r)
{
	bool found = false;

	for (unsigned i = 0; i < text->places->len; i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);

		if (place->first < first || place->first >= end)
			continue;
		if (place->establishment == employer)
			found = true;
		else if (place->establishment->kind != KIND_CHU &&
		    *other_r == NULL)
			*other_r = place->establishment;
	}
	return found;
}

/* The hospital beside the function, where employer is not named. */
static const struct establishment *
house_of_another(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, unsigned function,
    const struct establishment *employer)
{
	const struct establishment *other = NULL, *above = NULL;
	unsigned first = text_first_word(text, stretch);
	unsigned end = text_end_word(text, stretch), at = 0;
	struct stretch head = { stretch.first, MIN(stretch.end,
	    stretch.first + LETTERHEAD_LINES) };
	const struct hit *hit;

	if (names_employer(text, first, text_end_word(text, head), employer,
	    &above))
		return NULL;
	while ((hit = text_next(text, rules, TERM_FUNCTION, (int)function,
	    first, end, &at)) != NULL) {
		unsigned beside = hit->first + hit->count;

		if (names_employer(text, beside, MIN(end, beside +
		    BESIDE_WORDS), employer, &other))
			return NULL;
	}
	return other;
}

char *
house_strange(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct subject *subject,
    const struct establishment *employer)
{
	const struct establishment *house;

	if (employer == NULL || subject->side != SIDE_EMPLOYER ||
	    subject->function < 0)
		return NULL;
	house = house_of_another(rules, text, stretch,
	    (unsigned)subject->function, employer);
	return house == NULL ? NULL : g_strdup_printf("Le signataire paraît "
	    "être d’un autre établissement (%s) que l’employeur (%s).",
	    house->name, employer->name);
}
