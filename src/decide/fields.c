/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values beside labels: see fields.h. */
#include "fields.h"

#include <string.h>

/* So many words at a line's start are a label even without a colon. */
#define LABEL_WORDS_MIN 3u
/* A label of fewer words stands at its line's start, or after a number. */
#define LABEL_WORDS_FREE 2u

static bool
is_leader(gunichar c)
{
	return c == '.' || c == 0x2026 || c == '_' || c == ':' || c == 0xff1a;
}

/* «Nom | DUPONT»: the first of two cells of a table; behind is where its
 * words end. */
static bool
fills_first_cell(const struct line *line, const char *behind)
{
	const char *end = line->raw + line->raw_length;
	const char *tab;

	while (behind < end && *behind == ' ')
		behind++;
	tab = memchr(line->raw, '\t', line->raw_length);
	return tab != NULL && behind == tab && memchr(tab + 1, '\t',
	    (size_t)(end - tab - 1)) == NULL;
}

bool
field_is_label(const struct text *text, const struct hit *hit)
{
	const struct word *last = text_word(text, hit->first + hit->count -
	    1);
	const struct line *line = text_line(text, last->line);
	const char *end = line->raw + line->raw_length;
	const char *p = last->raw + last->raw_length;

	if (hit->count < LABEL_WORDS_FREE && hit->first > line->first + 1)
		return false;
	if (hit->first == line->first && fills_first_cell(line, p))
		return true;
	while (p < end && strchr(" \t()s", *p) != NULL)
		p++;
	if (p >= end || is_leader(g_utf8_get_char(p)))
		return true;
	return hit->first == line->first && hit->count >= LABEL_WORDS_MIN;
}

static bool
is_sentence_field(enum field field)
{
	return field == FIELD_SUPPORTED || field == FIELD_SIGNATORY;
}

/* The first label within words [first, end); end when there is none. */
static unsigned
next_label(const struct form_rules *rules, const struct text *text,
    unsigned first, unsigned end)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(text, rules, TERM_FIELD, -1, first, end,
	    &at)) != NULL) {
		if (field_is_label(text, hit))
			return hit->first;
	}
	return end;
}

static char *
raw_between(const struct text *text, unsigned first, unsigned end)
{
	const struct word *from = text_word(text, first);
	const struct word *last = text_word(text, end - 1);

	return g_strndup(from->raw, (gsize)(last->raw + last->raw_length -
	    from->raw));
}

/* The value on line from word first on, or "" when a label begins there. */
static char *
value_on_line(const struct form_rules *rules, const struct text *text,
    unsigned line, unsigned first)
{
	const struct line *whole = text_line(text, line);
	unsigned end = whole->first + whole->count;

	end = next_label(rules, text, first, end);
	return end > first ? raw_between(text, first, end) : g_strdup("");
}

/* Below the label, unless that line is a label or a heading itself. */
static char *
value_below(const struct form_rules *rules, const struct text *text,
    unsigned line)
{
	const struct line *below;

	if (line + 1 >= text->lines->len)
		return g_strdup("");
	below = text_line(text, line + 1);
	if (below->page != text_line(text, line)->page ||
	    text_has(text, rules, TERM_MARK, MARK_HEADING, below->first,
	    below->first + 1) ||
	    text_has(text, rules, TERM_FIELD, -1, below->first,
	    below->first + 1))
		return g_strdup("");
	return value_on_line(rules, text, line + 1, below->first);
}

/* The value on line: «DUVAL-» at the line's end goes on below. */
static char *
join_hyphen(const struct form_rules *rules, const struct text *text,
    char *value, unsigned line)
{
	g_autofree char *begun = value, *rest = NULL;
	const struct line *whole;

	if (*value == '\0')
		return g_steal_pointer(&begun);
	whole = text_line(text, line);
	if (whole->raw[whole->raw_length - 1] != '-')
		return g_steal_pointer(&begun);
	rest = value_below(rules, text, line);
	return g_strconcat(begun, g_str_has_suffix(begun, "-") ? "" : "-",
	    rest, NULL);
}

char *
field_next(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end, unsigned *at,
    unsigned *word_r)
{
	const struct hit *hit;

	while ((hit = text_next(text, rules, TERM_FIELD, (int)field, first,
	    end, at)) != NULL) {
		unsigned after = hit->first + hit->count;
		unsigned line = text_word(text, after - 1)->line;
		char *value;

		if (!is_sentence_field(field) && !field_is_label(text, hit))
			continue;
		value = value_on_line(rules, text, line, after);
		if (*value == '\0') {
			g_free(value);
			value = value_below(rules, text, line);
			line++;
		}
		if (word_r != NULL)
			*word_r = after;
		return join_hyphen(rules, text, value, line);
	}
	return NULL;
}

char *
field_value(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end)
{
	unsigned at = 0;
	char *value;

	while ((value = field_next(rules, text, field, first, end, &at,
	    NULL)) != NULL) {
		if (*value != '\0')
			return value;
		g_free(value);
	}
	return NULL;
}

char *
field_wrapped(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end)
{
	unsigned at = 0, word = 0;
	g_autofree char *value = field_next(rules, text, field, first, end,
	    &at, &word);
	g_autofree char *below = value == NULL || word == 0 ? NULL :
	    value_below(rules, text, text_word(text, word - 1)->line);

	return below == NULL ? NULL : g_strjoin(" ", value, below, NULL);
}
