/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounded edit distance: see near.h. */
#include "near.h"

#include <limits.h>
#include <string.h>

/* From these lengths on, 1 and 2 letters may differ. */
#define NEAR_ONE_FROM 5u
#define NEAR_TWO_FROM 9u

unsigned
near_limit(unsigned letters)
{
	if (letters < NEAR_ONE_FROM)
		return 0;
	return letters < NEAR_TWO_FROM ? 1 : 2;
}

/* Of a word so long one letter may be misread or lost. */
#define MISREAD_ONE_FROM 4u

/* Letters that run together, and the one they look like. */
static const struct {
	char pair[3];
	char like;
} pairs[] = {
	{ "rn", 'n' },
	{ "ri", 'n' },
	{ "ii", 'u' },
	{ "vv", 'w' },
	{ "cl", 'd' },
};

/* Letters that look alike: the one that stands for each; 0: itself. */
static const char looks[UCHAR_MAX + 1] = {
	['c'] = 'a', ['e'] = 'a', ['o'] = 'a', ['0'] = 'a',
	['j'] = 'i', ['l'] = 'i', ['1'] = 'i',
	['f'] = 't',
	['b'] = 'h', ['6'] = 'h', ['8'] = 'h',
	['q'] = 'g', ['9'] = 'g',
	['v'] = 'u', ['y'] = 'u',
	['5'] = 's',
	['2'] = 'z',
	['m'] = 'n',
};

static unsigned
bounded_length(const char *word)
{
	return (unsigned)strnlen(word, NEAR_LETTERS_MAX);
}

/* One row of the table of distances, from the row above it. */
static unsigned
next_row(unsigned *row, char letter, const char *other, unsigned length)
{
	unsigned diagonal = row[0], least = ++row[0];

	for (unsigned j = 1; j <= length; j++) {
		unsigned replaced = diagonal + (letter != other[j - 1]);
		unsigned stepped = MIN(row[j], row[j - 1]) + 1;

		diagonal = row[j];
		row[j] = MIN(replaced, stepped);
		least = MIN(least, row[j]);
	}
	return least;
}

unsigned
near_distance(const char *one, const char *other, unsigned limit)
{
	unsigned n = bounded_length(one), m = bounded_length(other);
	unsigned row[NEAR_LETTERS_MAX + 1];

	if ((n > m ? n - m : m - n) > limit)
		return limit + 1;
	for (unsigned j = 0; j <= m; j++)
		row[j] = j;
	for (unsigned i = 0; i < n; i++) {
		if (next_row(row, one[i], other, m) > limit)
			return limit + 1;
	}
	return MIN(row[m], limit + 1);
}

struct near_shape
near_shape(const char *word)
{
	struct near_shape shape = { .length = bounded_length(word) };

	for (unsigned i = 0; i < shape.length; i++)
		shape.letters |= UINT32_C(1) << ((unsigned char)word[i] & 31);
	return shape;
}

bool
near_may_equal(struct near_shape one, struct near_shape other)
{
	unsigned longer = MAX(one.length, other.length);
	unsigned shorter = MIN(one.length, other.length);
	unsigned limit = near_limit(shorter);

	return longer - shorter <= limit &&
	    (unsigned)__builtin_popcount(one.letters ^ other.letters) <=
	    2 * limit;
}

bool
near_equal(const char *one, const char *other)
{
	unsigned shorter, limit;

	if (strcmp(one, other) == 0)
		return true;
	shorter = MIN(bounded_length(one), bounded_length(other));
	limit = near_limit(shorter);
	return limit > 0 && near_distance(one, other, limit) <= limit;
}

/* What the next letter of *word looks like, or two that run together, and
 * *word behind them; 0: the end. */
static char
next_look(const char **word)
{
	const char *at = *word;
	char look;

	if (at[0] == '\0')
		return '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (at[0] == pairs[i].pair[0] && at[1] == pairs[i].pair[1]) {
			*word = at + 2;
			return pairs[i].like;
		}
	}
	*word = at + 1;
	look = looks[(unsigned char)at[0]];
	return look != '\0' ? look : at[0];
}

char *
near_look(const char *word)
{
	char *look = g_malloc(strlen(word) + 1), *end = look;

	while ((*end = next_look(&word)) != '\0')
		end++;
	return look;
}

bool
near_alike(const char *one, const char *other)
{
	char look;

	do {
		look = next_look(&one);
		if (look != next_look(&other))
			return false;
	} while (look != '\0');
	return true;
}

bool
near_misread(const char *one, const char *other)
{
	g_autofree char *look = near_look(one);
	g_autofree char *like = near_look(other);
	unsigned shorter = MIN(bounded_length(one), bounded_length(other));
	unsigned limit = shorter >= MISREAD_ONE_FROM ? MAX(1,
	    near_limit(shorter)) : 0;

	return near_equal(one, other) ||
	    near_distance(look, like, limit) <= limit;
}

bool
near_in(GHashTable *words, const char *word)
{
	GHashTableIter iter;
	gpointer key;

	if (g_hash_table_contains(words, word))
		return true;
	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		if (near_equal(key, word) || near_alike(key, word))
			return true;
	}
	return false;
}
