/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that sign: see signature.h. */
#include "signature.h"

#include <string.h>

/* Function, name, telephone, a stamp's words, date: no more stands below. */
#define SIGNATURE_LINES 10u
/* «Pour la directrice du CHU de Rouen, le directeur délégué»; longer lines
 * are sentences. */
#define SIGNATURE_WORDS 14u
/* «Pour extrait conforme, le», «Pr Marie-Anne LE GOFF,» */
#define BEFORE_WORDS 5u
/* «PU-PH, chef de pôle et chef du département», where people introduce
 * themselves. */
#define INTRODUCED_WORDS 8u
/* «Pr Benoît Chastellain» and below it what he is: the first lines. */
#define HEAD_LINES 14u
/* Who is introduced there signs below with the name alone, above a date,
 * who gets a copy, an address. */
#define NAME_LINES 7u
#define NAME_WORDS 8u
/* Below their name people list so many titles, a function among them. */
#define TITLES_LINES 4u
/* «Le médecin chef de service»: the office that writes, in the head. */
#define OFFICE_BEFORE 2u
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

/* How a line may name a function. */
enum manner {
	MANNER_SIGNS,  /* as its holder does, no field of a form */
	MANNER_FIELD,  /* «Présidente : Dr LAVIGNE», too */
	MANNER_OFFICE, /* «Le Directeur», which opens the line */
};

/* «Le», «La», «L’» */
static bool
is_article(const char *word)
{
	return g_str_equal(word, "le") || g_str_equal(word, "la") ||
	    g_str_equal(word, "l");
}

/* «Avis du chef de service» names an opinion, not who signs. */
static bool
is_in_title(const struct form_rules *rules, const struct text *text,
    const struct line *line, const struct hit *hit)
{
	const struct hit *title;
	unsigned at = 0;

	while ((title = text_next(text, rules, TERM_OPINION, -1, line->first,
	    hit->first + 1, &at)) != NULL) {
		if (title->first + title->count >= hit->first + hit->count)
			return true;
	}
	return false;
}

/* The function a hit names in that manner; 0 when it does not. */
static unsigned
hit_function(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct line *line, const struct hit *hit,
    enum manner manner)
{
	const struct term *term = text_term(rules, hit);
	unsigned before = hit->first - line->first;
	bool names = term->role == TERM_FUNCTION || (term->role ==
	    TERM_SHORT && is_short_for_office(rules, text, stretch, hit));

	if (!names || term->what >= FUNCTIONS_MAX || before > (manner ==
	    MANNER_FIELD ? INTRODUCED_WORDS : BEFORE_WORDS) ||
	    (begins_small(text, line) && before > 1) ||
	    (manner != MANNER_FIELD && is_field(text, line, hit) &&
	    !is_article(text_folded(text, line->first))))
		return 0;
	if (is_in_title(rules, text, line, hit))
		return 0;
	if (manner == MANNER_OFFICE && (before > OFFICE_BEFORE ||
	    before == 0 || !is_article(text_folded(text, line->first))))
		return 0;
	return 1u << term->what;
}

bool
signature_is_addressee(const struct form_rules *rules,
    const struct text *text, const struct line *line)
{
	static const char *const to[] = { "a", "au", "aux" };

	for (size_t i = 0; i < G_N_ELEMENTS(to); i++) {
		if (g_str_equal(text_folded(text, line->first), to[i]))
			return true;
	}
	return text_has(text, rules, TERM_MARK, MARK_ADDRESSEE, line->first,
	    line->first + line->count) || text_has(text, rules,
	    TERM_NO_FUNCTION, -1, line->first, line->first + 1) ||
	    text_has(text, rules, TERM_MARK, MARK_SALUTATION, line->first,
	    line->first + 1);
}

/* «Pr Élodie TASSEL»; «Professeur des universités» and «Médecine interne»
 * name nobody. */
static bool
names_somebody(const struct form_rules *rules, const struct text *text,
    unsigned line)
{
	const struct line *whole = text_line(text, line);
	unsigned end = whole->first + whole->count, at = 0;
	const struct hit *hit;

	while ((hit = text_next(text, rules, TERM_MARK, MARK_CIVILITY,
	    whole->first, end, &at)) != NULL) {
		unsigned next = hit->first + hit->count;

		if (next < end && g_unichar_isupper(g_utf8_get_char(
		    text_word(text, next)->raw)))
			return true;
	}
	return false;
}

/* «Directrice des affaires médicales» below «À l’attention de Mme COUVREUR» */
static bool
is_addressees(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, unsigned line)
{
	return signature_is_addressee(rules, text, text_line(text, line)) ||
	    (line > stretch.first && signature_is_addressee(rules, text,
	    text_line(text, line - 1)) && names_somebody(rules, text,
	    line - 1));
}

static unsigned
line_functions(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, unsigned index, enum manner manner)
{
	const struct line *line = text_line(text, index);
	unsigned end = line->first + line->count, found = 0, at;
	static const enum term_role roles[] = { TERM_FUNCTION, TERM_SHORT };
	const struct hit *hit;

	/* «M. Sénéchal, directeur ; Mme Dutot, …» lists people. */
	if (memchr(line->raw, ';', line->raw_length) != NULL ||
	    line->count > SIGNATURE_WORDS || (begins_small(text, line) &&
	    line->count > SMALL_WORDS) || is_addressees(rules, text, stretch,
	    index))
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		at = 0;
		while ((hit = text_next(text, rules, roles[i], -1,
		    line->first, end, &at)) != NULL)
			found |= hit_function(rules, text, stretch, line, hit,
			    manner);
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

/* Somebody named on the line signs in foot. */
static bool
signs_below(const struct form_rules *rules, const struct text *text,
    unsigned line, struct stretch foot)
{
	const struct line *whole = text_line(text, line);

	for (unsigned i = whole->first; i < whole->first + whole->count;
	    i++) {
		if (may_be_name(rules, text, i) &&
		    stands_alone_in(text, foot, i))
			return true;
	}
	return false;
}

static bool
ends_with_colon(const struct line *line)
{
	const char *p = line->raw + line->raw_length;

	while (p > line->raw && g_ascii_isspace(p[-1]))
		p--;
	return p > line->raw && p[-1] == ':';
}

/*
 * The line that names who has the function on line: that line itself when
 * it names somebody («Présidente : Dr LAVIGNE»), the next behind «Chef de
 * service :», else the nearest above, below which they list what they are,
 * or the next where nobody stands above.
 */
static unsigned
name_line(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, unsigned line)
{
	bool below = line + 1 < stretch.end;

	if (names_somebody(rules, text, line))
		return line;
	if (below && ends_with_colon(text_line(text, line)))
		return line + 1;
	for (unsigned i = 1; i <= TITLES_LINES && line >= stretch.first + i;
	    i++) {
		if (names_somebody(rules, text, line - i))
			return line - i;
	}
	if (below && names_somebody(rules, text, line + 1))
		return line + 1;
	return line > stretch.first ? line - 1 : line;
}

/* Functions of those whom the head introduces and who sign by name. */
static unsigned
named_functions(const struct form_rules *rules, const struct text *text,
    struct stretch stretch)
{
	unsigned from = MAX(stretch.first, stretch.end > NAME_LINES ?
	    stretch.end - NAME_LINES : 0);
	unsigned end = MIN(stretch.end, stretch.first + HEAD_LINES);
	unsigned found = 0;

	for (unsigned i = stretch.first; i < end; i++) {
		unsigned functions = line_functions(rules, text, stretch, i,
		    MANNER_FIELD);
		unsigned named = name_line(rules, text, stretch, i);
		struct stretch foot = { MAX(from, MAX(named, i) + 1),
			stretch.end };

		if (functions != 0 && signs_below(rules, text, named, foot))
			found |= functions;
	}
	return found;
}

/* «Le Directeur» on a line of the head: who writes, whoever signs. */
static unsigned
office_functions(const struct form_rules *rules, const struct text *text,
    struct stretch stretch)
{
	unsigned end = MIN(stretch.end, stretch.first + HEAD_LINES);
	unsigned found = 0;

	for (unsigned i = stretch.first; i < end && found == 0; i++) {
		const struct line *line = text_line(text, i);

		if (text_has(text, rules, TERM_MARK, MARK_SALUTATION,
		    line->first, line->first + 1))
			break;
		found = line_functions(rules, text, stretch, i,
		    MANNER_OFFICE);
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
		found |= line_functions(rules, text, stretch, i - 1,
		    MANNER_SIGNS);
	}
	/* Who signs as one thing may be introduced as two. */
	found |= named_functions(rules, text, stretch);
	return found != 0 ? found : office_functions(rules, text, stretch);
}
