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
/* «Pr Benoît Chastellain» and below it what he is: the first lines. */
#define HEAD_LINES 14u
/* Who is introduced there signs below with the name alone. */
#define NAME_LINES 5u
#define NAME_WORDS 6u
#define NAME_LETTERS_MIN 3
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

/* «Le président» without «du jury», on a page of the CME's. */
static bool
is_short_for_office(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct hit *hit)
{
	static const char *const of[] = { "de", "du", "d", "des" };
	unsigned end = text_end_word(text, stretch);
	unsigned next = hit->first + hit->count;
	int what = (int)text_term(rules, hit)->what;

	for (size_t i = 0; i < G_N_ELEMENTS(of) && next < end; i++) {
		if (g_str_equal(text_folded(text, next), of[i]))
			return false;
	}
	return text_has(text, rules, TERM_LETTERHEAD, what,
	    text_first_word(text, stretch), end);
}

/* The function a hit names as a signature does; 0 when it does not. */
static unsigned
hit_function(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct line *line, const struct hit *hit)
{
	const struct term *term = text_term(rules, hit);
	bool names = term->role == TERM_FUNCTION || (term->role ==
	    TERM_SHORT && is_short_for_office(rules, text, stretch, hit));

	return names && term->what < FUNCTIONS_MAX && hit->first -
	    line->first <= BEFORE_WORDS && !is_field(text, line, hit) ?
	    1u << term->what : 0;
}

static unsigned
line_functions(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct line *line)
{
	unsigned end = line->first + line->count, found = 0, at;
	static const enum term_role roles[] = { TERM_FUNCTION, TERM_SHORT };
	const struct hit *hit;

	if (line->count > SIGNATURE_WORDS || (begins_small(text, line) &&
	    line->count > SMALL_WORDS) || text_has(text, rules, TERM_MARK,
	    MARK_ADDRESSEE, line->first, end))
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		at = 0;
		while ((hit = text_next(text, rules, roles[i], -1,
		    line->first, end, &at)) != NULL)
			found |= hit_function(rules, text, stretch, line, hit);
	}
	return found;
}

/* A word that may be part of a name: no function, title, place or number. */
static bool
may_be_name(const struct form_rules *rules, const struct text *text,
    unsigned word)
{
	const char *raw = text_word(text, word)->raw;

	return g_unichar_isupper(g_utf8_get_char(raw)) && g_utf8_strlen(
	    text_folded(text, word), -1) >= NAME_LETTERS_MIN &&
	    !text_has(text, rules, TERM_MARK, MARK_NO_NAME, word, word + 1) &&
	    !text_has(text, rules, TERM_MARK, MARK_CIVILITY, word, word + 1) &&
	    !text_has(text, rules, TERM_FUNCTION, -1, word, word + 1) &&
	    !text_has(text, rules, TERM_SIDE, -1, word, word + 1);
}

/* True when word stands in a line of a few words, no date, among lines. */
static bool
stands_alone_in(const struct text *text, struct stretch lines,
    unsigned word)
{
	for (unsigned i = lines.first; i < lines.end; i++) {
		const struct line *line = text_line(text, i);
		bool found = false, dated = false;

		for (unsigned j = 0; j < line->count; j++) {
			const char *one = text_folded(text, line->first + j);

			found |= g_str_equal(one, text_folded(text, word));
			dated |= g_ascii_isdigit(*one) &&
			    line->count > NAME_WORDS;
		}
		if (found && !dated && line->count <= NAME_WORDS)
			return true;
	}
	return false;
}

/* Somebody named on the line, or on the one before, signs in foot. */
static bool
signs_below(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, unsigned line, struct stretch foot)
{
	unsigned from = line > stretch.first ? line - 1 : line;
	unsigned end = text_line(text, line)->first +
	    text_line(text, line)->count;

	for (unsigned i = text_line(text, from)->first; i < end; i++) {
		if (may_be_name(rules, text, i) &&
		    stands_alone_in(text, foot, i))
			return true;
	}
	return false;
}

/* Functions of those whom the head introduces and who sign by name. */
static unsigned
named_functions(const struct form_rules *rules, const struct text *text,
    struct stretch stretch)
{
	struct stretch foot = { MAX(stretch.first, stretch.end > NAME_LINES ?
	    stretch.end - NAME_LINES : 0), stretch.end };
	unsigned end = MIN(foot.first, stretch.first + HEAD_LINES);
	unsigned found = 0;

	for (unsigned i = stretch.first; i < end; i++) {
		unsigned functions = line_functions(rules, text,
		    stretch, text_line(text, i));

		if (functions != 0 && signs_below(rules, text, stretch, i,
		    foot))
			found |= functions;
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
		found |= line_functions(rules, text, stretch, line);
	}
	return found != 0 ? found : named_functions(rules, text, stretch);
}
