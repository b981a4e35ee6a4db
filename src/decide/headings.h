/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headings: lines that open a piece.  «ANNEXE 5» and below it «Avis du
 * CHEF DE SERVICE UNIVERSITAIRE» are one heading.  The lists of pieces on
 * covers and in letters look like headings and are none.
 */
#ifndef ASR_HEADINGS_H
#define ASR_HEADINGS_H

#include "text.h"

struct heading {
	unsigned line;     /* where it begins */
	unsigned end;      /* one past its last line */
	unsigned annexe;   /* number printed; 0: none */
	int subject;       /* titled; -1: no title of a piece or kind */
	int function;      /* an opinion by; -1: none */
	unsigned title;    /* the title's first word, when it has one */
	unsigned end_word; /* one past the title's last word */
	bool listed;       /* an item of a list of pieces: heads nothing */
	bool label;        /* «DES : validé en avril»: its value stands there */
};

/* The headings of a text by line; struct heading.  The caller frees. */
GArray *headings_find(const struct form_rules *rules,
    const struct text *text);

/*
 * The title that begins at word first, if any: the longest phrase of
 * TERM_TITLE or TERM_OPINION.  *subject_r and *function_r as in struct
 * heading.  Returns one past its last word, or first when there is none.
 */
unsigned headings_title(const struct form_rules *rules,
    const struct text *text, unsigned first, int *subject_r,
    int *function_r);

/* True when a dash, a colon or a bracket stands before word, which is not
 * the text's first. */
bool headings_is_set_off(const struct text *text, unsigned word);

#endif
