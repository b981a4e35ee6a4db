/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The candidate's specialty: one of the form's list, or as typed. */
#ifndef ASR_SPECIALTY_H
#define ASR_SPECIALTY_H

#include "segments.h"

/* The value of the segment's field by its full name, else as typed when it
 * is no sentence and was not read by OCR; NULL: none.  Caller frees. */
char *specialty_in(const struct form_rules *rules, const struct text *text,
    const struct segment *segment);

/* The first specialty that a string (may be NULL) names, by its full name;
 * NULL: none.  Caller frees. */
char *specialty_named(const struct form_rules *rules, const char *string);

#endif
