/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names compared: see names.h. */
#include "names.h"

#include <string.h>

#include <glib.h>

#include "fold.h"
#include "near.h"

/* Nobody has more names; what follows is not compared. */
#define NAME_WORDS_MAX 12u

/* Civilities are no part of a name, particles come and go. */
static const char *const civilities[] = { "m", "mr", "mme", "mlle", "dr",
	"pr", "monsieur", "madame", "mademoiselle", "docteur", "docteure",
	"professeur", "professeure", NULL };
static const char *const particles[] = { "de", "du", "des", "d", "la", "le",
	"les", "l", "van", "von", "der", "den", "el", "al", "ben", "da",
	"dos", "di", NULL };

/* The words of a name and which of them found their like. */
struct wording {
	char **words;
	unsigned count;
	bool used[NAME_WORDS_MAX];
};

static void
wording_read(struct wording *wording, const char *name)
{
	g_auto(GStrv) words = fold_words(name);
	unsigned kept = 0;

	memset(wording, 0, sizeof(*wording));
	wording->words = g_new0(char *, NAME_WORDS_MAX + 1);
	for (char **word = words; *word != NULL && kept < NAME_WORDS_MAX;
	    word++) {
		if (**word != '\0' && !g_strv_contains(
		    (const char *const *)civilities, *word))
			wording->words[kept++] = g_strdup(*word);
	}
	wording->count = kept;
}

/* Pairs equal words, or such as may be misread; how many letters. */
static unsigned
pair_words(struct wording *one, struct wording *other, bool misread)
{
	unsigned letters = 0;

	for (unsigned i = 0; i < one->count; i++) {
		for (unsigned j = 0; j < other->count && !one->used[i]; j++) {
			bool equal = strcmp(one->words[i],
			    other->words[j]) == 0;

			if (other->used[j] || (!equal && (!misread ||
			    !near_misread(one->words[i], other->words[j]))))
				continue;
			one->used[i] = other->used[j] = true;
			letters += (unsigned)strlen(one->words[i]);
		}
	}
	return letters;
}

/* "de la fontaine" beside "delafontaine": words in a row of one spell a
 * word of the other. */
static unsigned
pair_joined(struct wording *one, struct wording *other)
{
	unsigned letters = 0;

	for (unsigned j = 0; j < other->count; j++) {
		for (unsigned i = 0; i < one->count && !other->used[j]; i++) {
			const char *rest = other->words[j];
			unsigned end = i;

			while (end < one->count && !one->used[end] &&
			    g_str_has_prefix(rest, one->words[end])) {
				rest += strlen(one->words[end]);
				end++;
			}
			if (*rest != '\0' || end < i + 2)
				continue;
			other->used[j] = true;
			letters += (unsigned)strlen(other->words[j]);
			for (; i < end; i++)
				one->used[i] = true;
		}
	}
	return letters;
}

/* "m" for "marie": says less, contradicts nothing. */
static bool
pair_initials(struct wording *one, struct wording *other)
{
	bool paired = false;

	for (unsigned i = 0; i < one->count; i++) {
		for (unsigned j = 0; j < other->count && !one->used[i]; j++) {
			if (other->used[j] || strlen(one->words[i]) != 1 ||
			    one->words[i][0] != other->words[j][0])
				continue;
			one->used[i] = other->used[j] = paired = true;
		}
	}
	return paired;
}

/* Words that found no like, particles left out. */
static unsigned
left_over(const struct wording *wording)
{
	unsigned left = 0;

	for (unsigned i = 0; i < wording->count; i++) {
		left += !wording->used[i] && !g_strv_contains(
		    (const char *const *)particles, wording->words[i]);
	}
	return left;
}

static enum name_match
match_wordings(struct wording *one, struct wording *other, bool misread)
{
	unsigned letters = pair_words(one, other, false);
	bool initials;

	letters += pair_joined(one, other);
	letters += pair_joined(other, one);
	if (misread)
		letters += pair_words(one, other, true);
	initials = pair_initials(one, other);
	initials |= pair_initials(other, one);
	if (letters < 2 || (left_over(one) > 0 && left_over(other) > 0))
		return NAMES_UNLIKE;
	if (misread)
		return NAMES_NEAR;
	return left_over(one) == 0 && left_over(other) == 0 && !initials ?
	    NAMES_SAME : NAMES_PARTIAL;
}

static enum name_match
match_names(const char *one, const char *other, bool misread)
{
	struct wording first, second;
	enum name_match match = NAMES_UNLIKE;

	wording_read(&first, one);
	wording_read(&second, other);
	if (first.count > 0 && second.count > 0)
		match = match_wordings(&first, &second, misread);
	g_strfreev(first.words);
	g_strfreev(second.words);
	return match;
}

enum name_match
names_match(const char *one, const char *other)
{
	enum name_match match = match_names(one, other, false);

	return match != NAMES_UNLIKE ? match : match_names(one, other, true);
}

static bool
is_empty(const char *name)
{
	return name == NULL || *name == '\0';
}

enum name_match
names_match_parts(const char *family, const char *given,
    const char *other_family, const char *other_given)
{
	g_autofree char *whole = g_strjoin(" ", family == NULL ? "" : family,
	    given == NULL ? "" : given, NULL);
	g_autofree char *other = g_strjoin(" ", other_family == NULL ? "" :
	    other_family, other_given == NULL ? "" : other_given, NULL);
	enum name_match match = names_match(whole, other);

	if (match == NAMES_UNLIKE || match == NAMES_SAME)
		return match;
	/* One says less: what both say must not be a given name alone. */
	if (is_empty(family) || is_empty(other_family))
		return match;
	return names_match(family, other_family) == NAMES_UNLIKE ?
	    NAMES_UNLIKE : match;
}
