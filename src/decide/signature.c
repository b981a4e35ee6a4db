/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that sign: see signature.h. */
#include "signature.h"

/* Function, name, telephone, a stamp's words, date: no more stands below. */
#define SIGNATURE_LINES 10u
/* «Pour la directrice du CHU de Rouen, le directeur délégué»; longer lines
 * are sentences. */
#define SIGNATURE_WORDS 14u
/* «Pour extrait conforme, le», «Pr Marie-Anne LE GOFF,» */
#define BEFORE_WORDS 5u
/* A line of a sentence begins small; «le directeur» alone may, too. */
#define SMALL_WORDS 8u

static bool
begins_small(const struct text *text, const struct line *line)
{
	return g_unichar_islower(g_utf8_get_char(text_word(text,
	    line->first)->raw));
}

/* «Chef de service : …» is a field of a table or form. */
static bool
is_field(const struct text *text, const struct line *line,
    const struct hit *hit)
{
	const struct word *last = text_word(text,
	    hit->first + hit->count - 1);
	const char *p = last->raw + last->raw_length;
	const char *end = line->raw + line->raw_length;

	while (p < end && g_unichar_isspace(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	return p < end && *p == ':';
}

static unsigned
line_functions(const struct form_rules *rules, const struct text *text,
    const struct line *line)
{
	unsigned end = line->first + line->count, found = 0, at = 0;
	const struct hit *hit;

	if (line->count > SIGNATURE_WORDS || (begins_small(text, line) &&
	    line->count > SMALL_WORDS) || text_has(text, rules, TERM_MARK,
	    MARK_ADDRESSEE, line->first, end))
		return 0;
	while ((hit = text_next(text, rules, TERM_FUNCTION, -1, line->first,
	    end, &at)) != NULL) {
		unsigned what = text_term(rules, hit)->what;

		if (hit->first - line->first <= BEFORE_WORDS &&
		    what < FUNCTIONS_MAX && !is_field(text, line, hit))
			found |= 1u << what;
	}
	return found;
}

unsigned
signature_functions(const struct form_rules *rules, const struct text *text,
    struct stretch stretch)
{
	unsigned found = 0, lines = 0;

	for (unsigned i = stretch.end; i > stretch.first &&
	    lines < SIGNATURE_LINES; i--) {
		const struct line *line = text_line(text, i - 1);

		if (line->repeated)
			continue;
		lines++;
		found |= line_functions(rules, text, line);
	}
	return found;
}
