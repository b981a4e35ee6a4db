/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Others of the candidate's family name: see namesakes.h. */
#include "namesakes.h"

#include <string.h>

#include "fold.h"
#include "near.h"

/* Shorter words are initials, particles and specks. */
#define NAME_LETTERS_MIN 3

static bool
is_of(char *const *name, const char *word)
{
	for (; *name != NULL; name++) {
		if (near_equal(*name, word))
			return true;
	}
	return false;
}

/* «Arthur»: a capital, then small letters. */
static bool
is_written_as_given(const struct word *word)
{
	const char *next = g_utf8_next_char(word->raw);

	return g_unichar_isupper(g_utf8_get_char(word->raw)) &&
	    next < word->raw + word->raw_length &&
	    g_unichar_islower(g_utf8_get_char(next));
}

/* The word may be a first name: nothing else that is known. */
static bool
may_be_given(const struct form_rules *rules, const struct text *text,
    unsigned word)
{
	static const enum term_role known[] = { TERM_FUNCTION, TERM_SHORT,
		TERM_SIDE, TERM_SPECIALTY, TERM_FIELD, TERM_TITLE };
	const char *folded = text_folded(text, word);

	if (!is_written_as_given(text_word(text, word)) ||
	    g_utf8_strlen(folded, -1) < NAME_LETTERS_MIN ||
	    text_has(text, rules, TERM_MARK, MARK_NO_NAME, word, word + 1) ||
	    text_has(text, rules, TERM_MARK, MARK_CIVILITY, word, word + 1))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (text_has(text, rules, known[i], -1, word, word + 1))
			return false;
	}
	return true;
}

/* The word before or behind another that may be a first name. */
static const char *
given_beside(const struct form_rules *rules, const struct text *text,
    unsigned word, char *const *family)
{
	unsigned first = word > 0 ? word - 1 : word;
	unsigned last = MIN(word + 1, text->words->len - 1);

	for (unsigned i = first; i <= last; i++) {
		if (!is_of(family, text_folded(text, i)) &&
		    may_be_given(rules, text, i))
			return text_folded(text, i);
	}
	return NULL;
}

bool
namesakes_count(const struct form_rules *rules, const struct text *text,
    const char *family, const char *given, GHashTable *found)
{
	g_auto(GStrv) families = fold_words(family);
	g_auto(GStrv) givens = fold_words(given);
	bool own = false;

	for (unsigned i = 0; i < text->words->len; i++) {
		const char *word = text_folded(text, i), *who = NULL;

		own |= is_of(givens, word);
		if (g_utf8_strlen(word, -1) >= NAME_LETTERS_MIN &&
		    g_strv_contains((const char *const *)families, word))
			who = given_beside(rules, text, i, families);
		if (who != NULL)
			g_hash_table_insert(found, (gpointer)who,
			    GUINT_TO_POINTER(GPOINTER_TO_UINT(
			    g_hash_table_lookup(found, who)) + 1));
	}
	return !own;
}
