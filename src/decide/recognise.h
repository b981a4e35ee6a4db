/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recognition: which piece each stretch of a message's documents is,
 * whether it is filled in, and whose dossier it belongs to.  What is
 * looked for stands in the form file; nothing here knows a scheme.
 */
#ifndef ASR_RECOGNISE_H
#define ASR_RECOGNISE_H

#include <glib.h>

#include "campaign.h"
#include "decide.h"
#include "registry.h"
#include "report.h"

/*
 * Reads every PART_DOCUMENT of report by the rules of campaign->form
 * (which must not be NULL).  employers are the establishments the sender
 * can speak for (const struct establishment *, may be empty): they help to
 * tell which of two named hospitals employs.
 *
 * Appends to candidates_r one struct candidate for each person the message
 * is about, best known first, each with its findings in the order of the
 * parts; to unassigned_r the findings of nobody in particular.  With one
 * candidate every finding is that one's.  Every document gives at least
 * one finding; findings have id and message 0.  When no name is found but
 * there are findings, they are all in unassigned_r.
 */
void recognise(const struct campaign *campaign,
    const struct registry *registry, const struct report *report,
    const GPtrArray *employers, GPtrArray *candidates_r,
    GPtrArray *unassigned_r);

struct candidate *candidate_new(void);
void candidate_free(struct candidate *candidate);

OWNED_DEFINE(candidate, candidate_free)

#endif
