/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The candidate's specialty: see specialty.h. */
#include "specialty.h"

#include <string.h>

#include "fields.h"
#include "fold.h"

/* A specialty longer than this is a sentence. */
#define SPECIALTY_BYTES_MAX 100u

char *
specialty_named(const struct form_rules *rules, const char *string)
{
	OWNED(text) text = text_of_string(rules, NULL, string);
	unsigned at = 0;
	const struct hit *hit = text_next(text, rules, TERM_SPECIALTY, -1, 0,
	    text->words->len, &at);

	return hit == NULL ? NULL : g_strdup(rules->specialties->pdata[
	    text_term(rules, hit)->what]);
}

char *
specialty_in(const struct form_rules *rules, const struct text *text,
    const struct segment *segment)
{
	unsigned first = text_first_word(text, segment->stretch);
	unsigned end = text_end_word(text, segment->stretch);
	g_autofree char *value = field_value(rules, text, FIELD_SPECIALTY,
	    first, end);
	g_autofree char *words = fold_text(value), *whole = NULL;
	char *named;

	if (value == NULL)
		return NULL;
	named = specialty_named(rules, value);
	if (named != NULL)
		return named;
	whole = field_wrapped(rules, text, FIELD_SPECIALTY, first, end);
	named = whole == NULL ? NULL : specialty_named(rules, whole);
	if (named != NULL || *words == '\0' ||
	    strlen(value) > SPECIALTY_BYTES_MAX ||
	    text_is_ocr(text, segment->stretch.first))
		return named;
	return g_strdup(value);
}
