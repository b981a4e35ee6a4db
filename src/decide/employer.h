/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which establishment employs the candidate: the one the opinions of the
 * employer's side, the letters and the projet name.  The parcours and the
 * curriculum vitæ name every hospital of an internship and are not asked.
 */
#ifndef ASR_EMPLOYER_H
#define ASR_EMPLOYER_H

#include "segments.h"

struct employer_votes; /* for one candidate */

struct employer_votes *employer_votes_new(void);
void employer_votes_free(struct employer_votes *votes);

/* Hospitals named in a segment of the candidate's. */
void employer_read_segment(struct employer_votes *votes,
    const struct form_rules *rules, const struct text *text,
    const struct segment *segment);

/* Hospitals named in the subject, the body or a file's name. */
void employer_read_text(struct employer_votes *votes,
    const struct text *text);

/*
 * The establishment with most votes, no CHU; those of likely (which the
 * sender speaks for, may be empty) count double.  NULL when none is named
 * or two are named as often.
 */
const struct establishment *employer_settle(
    const struct employer_votes *votes, const GPtrArray *likely);

OWNED_DEFINE(employer_votes, employer_votes_free)

#endif
