/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agent should look at, though it decides nothing: shares of time,
 * entry into office, duration, thesis and DES, signatures, specialty, the
 * CHU named.  The limits are the form's thresholds and the campaign's
 * entry-dates.  One collection for each candidate of a message, because a
 * date on one paper is judged by another.
 */
#ifndef ASR_CHECKS_H
#define ASR_CHECKS_H

#include "campaign.h"
#include "segments.h"

struct checks;

/* rules and campaign outlive it; warnings (char *, French) too, and each
 * thing found is said there once. */
struct checks *checks_new(const struct form_rules *rules,
    const struct campaign *campaign, GPtrArray *warnings);
void checks_free(struct checks *checks);

/* Collects from one segment of the candidate's; what is not certain is not
 * looked at. */
void checks_segment(struct checks *checks, const struct text *text,
    const struct segment *segment);

/*
 * Judges what was collected.  specialty (may be NULL) is the candidate's;
 * chus_r takes the codes (char *) of the CHUs that opinions of their side
 * name.
 */
void checks_settle(struct checks *checks, const char *specialty,
    GPtrArray *chus_r);

/*
 * True when an opinion bears no hand's signature: there is no picture on
 * its pages, and no word of an electronic one.  Scans are pictures all over.
 */
bool checks_unsigned(const struct text *text, const struct segment *segment);

OWNED_DEFINE(checks, checks_free)

#endif
