/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet that is nobody's page of the form: «1) Candidature : A».  Its lines
 * ask, and something stands behind their colon, or nothing does.
 */
#ifndef ASR_ANSWERS_H
#define ASR_ANSWERS_H

#include "residue.h"

struct answers {
	unsigned given; /* by whoever filled the sheet in */
	unsigned left;  /* nothing stands there */
	bool unticked;  /* a choice, by boxes or words, and none is made */
};

/* What the segment's body asks and was answered.  What candidates write
 * themselves, their name, hospital and specialty, counts as neither. */
struct answers answers_of(const struct form_rules *rules,
    const struct text *text, const struct segment *segment,
    const struct prepared *prepared);

#endif
