/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values beside labels: «Nom du candidat : DUPONT».  The value is the rest
 * of the label's line up to the next label, else the line below; after a hyphen
 * at the line's end it goes on there.
 */
#ifndef ASR_FIELDS_H
#define ASR_FIELDS_H

#include "text.h"

/*
 * The next value of field within words [first, end), from *at (0 at the
 * start) on; *word_r (may be NULL) is the value's first word.  NULL when
 * there is no more label of it; "" when the label has no value.  The
 * caller frees it.
 */
char *field_next(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end, unsigned *at,
    unsigned *word_r);

/* «Nom :», «Nom ……», «Nom du candidat» at the start of a line: the hit is
 * a label.  «… le nom du candidat figure» is none. */
bool field_is_label(const struct text *text, const struct hit *hit);

/* The first value that is not empty; NULL when there is none. */
char *field_value(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end);

/* The first value and the line below it, where that is no label: a value
 * too long for its line.  NULL when there is no such label. */
char *field_wrapped(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end);

#endif
