/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agent should look at, though it decides nothing: shares of time,
 * entry into office, duration, thesis and DES, signatures, specialty, the
 * CHU named.  The limits are the form's thresholds and the campaign's
 * entry-dates.  Segments that are no piece for certain are not looked at.
 */
#ifndef ASR_CHECKS_H
#define ASR_CHECKS_H

#include "campaign.h"
#include "segments.h"

/* Appends what one paper shows by itself (char *, French) to warnings_r. */
void checks_paper(const struct form_rules *rules,
    const struct campaign *campaign, const struct text *text,
    const struct segment *segment, GPtrArray *warnings_r);

/* What the papers of one candidate show together, because a date on one is
 * judged by another. */
struct checks;

/* rules and campaign outlive it. */
struct checks *checks_new(const struct form_rules *rules,
    const struct campaign *campaign);
void checks_free(struct checks *checks);

/* Collects from one segment of the candidate's. */
void checks_segment(struct checks *checks, const struct text *text,
    const struct segment *segment);

/*
 * Judges what was collected.  specialty (may be NULL) is the candidate's;
 * chus_r takes the codes (char *) of the CHUs that opinions of their side
 * name.
 */
void checks_settle(const struct checks *checks, const char *specialty,
    GPtrArray *warnings_r, GPtrArray *chus_r);

OWNED_DEFINE(checks, checks_free)

#endif
