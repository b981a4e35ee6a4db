/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lexicon: phrases, each standing for a term (a number of the caller's),
 * found in a stream of words in one pass.
 *
 * A phrase is written as a pattern, folded like all text compared here:
 *	avis (motivé|) (du|de la) {directeur}
 * where (a|b|) is a choice, an empty branch makes it optional, and {name}
 * stands for the choice of that name.
 */
#ifndef ASR_LEXICON_H
#define ASR_LEXICON_H

#include <stdbool.h>

#include <glib.h>

#include "owned.h"

/*
 * Phrases one pattern may stand for.  The richest title of the forms
 * shipped stands for some 800; past the limit a pattern is a slip.
 */
#define LEXICON_PHRASES_MAX 20000u
/* Words of a phrase, a sentence's; how far back a scan's reader looks for
 * one that covers another. */
#define LEXICON_WORDS_MAX 32u

struct lexicon;

/* A phrase found: words[first] … words[first + count - 1]. */
struct hit {
	unsigned term;
	unsigned first, count;
	bool exact; /* no letter differed */
};

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *lexicon);

/* Adds folded words, separated by one space, as a phrase of term. */
void lexicon_add(struct lexicon *lexicon, const char *folded,
    unsigned term);

/*
 * A word that is no error of another: «année» is not «annexe» read badly.
 * The words of all phrases are known by themselves.
 */
void lexicon_know(struct lexicon *lexicon, const char *word);

/*
 * True when word is none of those known but looks like one of them, as
 * readers of pictures see it (near_look): «hospltalier».  Words shorter
 * than LEXICON_TELLING_LETTERS look like too many.
 */
#define LEXICON_TELLING_LETTERS 6u
bool lexicon_is_misread(const struct lexicon *lexicon, const char *word);

/* True when the word is known. */
bool lexicon_knows(const struct lexicon *lexicon, const char *word);

/*
 * The phrases a pattern stands for, folded.  choices maps a name to a
 * pattern (char * to char *, may be NULL); a choice may use others.  NULL
 * and a reason in *why_r (static text) when a bracket is not closed, a name
 * is unknown or calls itself, or a limit is passed.  The caller frees.
 */
GPtrArray *lexicon_expand(const char *pattern, GHashTable *choices,
    const char **why_r);

/*
 * Finds every phrase: at each word the longest of each term.  Words of
 * five letters and more may be nearly the same (near.h) when tolerant,
 * unless they are known as other words.
 * Appends struct hit to hits_r by first word.
 */
void lexicon_scan(const struct lexicon *lexicon, char *const *words,
    unsigned count, bool tolerant, GArray *hits_r);

OWNED_DEFINE(lexicon, lexicon_free)

#endif
