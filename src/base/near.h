/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that are nearly the same: OCR and typing get single letters wrong.
 */
#ifndef ASR_NEAR_H
#define ASR_NEAR_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/*
 * Words longer than this are compared by their first letters: no French
 * word is that long, and the work stays bounded.
 */
#define NEAR_LETTERS_MAX 48u

/*
 * The letters that may differ in a word of that length: none below 5,
 * where one letter makes another word (chu, ch), 1 up to 8, 2 beyond.
 */
unsigned near_limit(unsigned letters);

/*
 * The edits (insert, drop, replace, in bytes of folded text) that make one
 * word the other; limit + 1 when there are more than limit.
 */
unsigned near_distance(const char *one, const char *other, unsigned limit);

/* What of a word tells at a glance that another is not nearly the same. */
struct near_shape {
	unsigned length;  /* in bytes, NEAR_LETTERS_MAX at most */
	uint32_t letters; /* a bit for each that is in it */
};

struct near_shape near_shape(const char *word);

/*
 * False only where near_equal is false too: each edit changes the length by
 * one at most, and two of the letters.
 */
bool near_may_equal(struct near_shape one, struct near_shape other);

/* True when the words are equal or differ by at most their limit. */
bool near_equal(const char *one, const char *other);

/*
 * What a reader of pictures sees of a folded word: letters that look alike
 * are one (c, e, o, a and 0; l, i, j and 1), and so are those that run
 * together (rn and m, ii and u).  Words of one look may be one word read
 * twice: "hospltalier", "hospitalier".  The caller frees it.
 */
char *near_look(const char *word);

/* True when the words have one look. */
bool near_alike(const char *one, const char *other);

/*
 * True when one may be the other, misread: they look alike but for as many
 * letters as near_equal allows, one from four letters on.  It says nothing
 * of who wrote them.
 */
bool near_misread(const char *one, const char *other);

/* True when a set of words (char * keys) has the word, one near or alike. */
bool near_in(GHashTable *words, const char *word);

#endif
