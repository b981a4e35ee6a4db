/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sheet asks and was answered: see answers.h. */
#include "answers.h"

#include <string.h>

/* The first word behind the line's first colon; the line's end when nothing
 * stands there, its first word when it has none. */
static unsigned
behind_colon(const struct text *text, const struct line *line)
{
	const char *end = line->raw + line->raw_length;
	const char *colon = memchr(line->raw, ':', line->raw_length);
	unsigned word = line->first;

	/* «14:30» is no question. */
	if (colon == NULL || (colon + 1 < end && g_ascii_isdigit(colon[1])))
		return line->first;
	while (word < line->first + line->count &&
	    text_word(text, word)->raw < colon)
		word++;
	return word;
}

/* Some word of [first, end) is nothing that candidates write. */
static bool
is_own(const struct text *text, const struct prepared *prepared,
    GHashTable *known, unsigned first, unsigned end)
{
	for (unsigned i = first; i < end; i++) {
		if (!residue_is_prepared(prepared, text_folded(text, i),
		    true) && !g_hash_table_contains(known,
		    GUINT_TO_POINTER(i + 1)))
			return true;
	}
	return false;
}

/* The boxes of a sheet are one question: which is ticked? */
static void
read_boxes(const struct text *text, struct stretch body,
    struct answers *answers)
{
	bool empty = false, ticked = false;

	for (unsigned i = text_first_word(text, body);
	    i < text_end_word(text, body); i++) {
		empty |= g_str_equal(text_folded(text, i), WORD_BOX_EMPTY);
		ticked |= g_str_equal(text_folded(text, i), WORD_BOX_TICKED);
	}
	answers->given += ticked;
	answers->unticked = empty && !ticked;
}

/* «favorable / réservé / défavorable», of which a hand may have struck out
 * two: nothing says which. */
static bool
is_open_choice(const struct text *text, const struct line *line)
{
	bool yes = false, no = false, ticked = false;

	for (unsigned i = line->first; i < line->first + line->count; i++) {
		ticked |= g_str_equal(text_folded(text, i), "x");
		yes |= g_str_equal(text_folded(text, i), "favorable");
		no |= g_str_equal(text_folded(text, i), "defavorable");
	}
	return yes && no && !ticked;
}

static bool
has_box(const struct text *text, const struct line *line)
{
	for (unsigned i = line->first; i < line->first + line->count; i++) {
		if (*text_folded(text, i) == '[')
			return true;
	}
	return false;
}

/* «Date :        Signature :», where the next label stands at once. */
static bool
is_label(const struct form_rules *rules, const struct text *text,
    unsigned word)
{
	return text_has(text, rules, TERM_FIELD, -1, word, word + 1);
}

struct answers
answers_of(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared)
{
	struct answers answers = { 0, 0, false };
	struct stretch body = { segment->body, segment->stretch.end };
	g_autoptr(GHashTable) known = residue_known(rules, text,
	    text_first_word(text, body), text_end_word(text, body));

	read_boxes(text, body, &answers);
	for (unsigned i = body.first; i < body.end; i++) {
		const struct line *line = text_line(text, i);
		unsigned end = line->first + line->count;
		unsigned value = behind_colon(text, line);

		answers.unticked |= !has_box(text, line) &&
		    is_open_choice(text, line);
		if (value == line->first || has_box(text, line))
			continue;
		/* A hand signs beside or below its label. */
		if (value == end || is_label(rules, text, value))
			answers.left += !text_has(text, rules, TERM_FIELD,
			    FIELD_SIGNATURE, line->first, end);
		else
			answers.given += is_own(text, prepared, known, value,
			    end);
	}
	return answers;
}
