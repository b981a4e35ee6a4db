/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is left of a segment when the words of the form's blank page are
 * taken away: what somebody filled in.  Words that readers of pictures
 * misread are the form's all the same.
 */
#ifndef ASR_RESIDUE_H
#define ASR_RESIDUE_H

#include "segments.h"

/*
 * What candidates write on pages that others fill in: sets of folded words
 * (char *).
 */
struct prepared {
	GHashTable *names; /* of the candidates, and civilities */
	GHashTable *known; /* of all specialties and establishments named: a
			    * misread word may be one of them */
};

/* Letters left, by what they could be. */
struct residue {
	unsigned letters; /* all */
	unsigned own;     /* neither names nor dates */
	unsigned strange; /* nor specialties, nor establishments */
	unsigned nearly;  /* not left, but only nearly the blank page's */
	bool misread;     /* the text was read from a picture */
};

/* What the segment (whose verdict has a subject) leaves of its body. */
struct residue residue_of(const struct form_rules *rules,
    const struct text *text, const struct segment *segment,
    const struct prepared *prepared);

/* Words [first, end) within a specialty or an establishment's name: a set
 * of index + 1.  The caller unrefs it. */
GHashTable *residue_known(const struct form_rules *rules,
    const struct text *text, unsigned first, unsigned end);

/* «ARRIVÉE – Direction – 12 JAN. 2026»: whoever opened the letter put it
 * there. */
bool residue_is_stamp(const struct form_rules *rules, const struct text *text,
    const struct line *line);

/* A word of names or dates, nearly so where it is misread. */
bool residue_is_prepared(const struct prepared *prepared, const char *word,
    bool misread);

#endif
