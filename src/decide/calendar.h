/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which campaign and deadline a message belongs to, and what is late. */
#ifndef ASR_CALENDAR_H
#define ASR_CALENDAR_H

#include "campaigns.h"
#include "report.h"

/*
 * The campaign open at received_at: opened last, unless another open one's
 * keywords occur in the subject or the body.  NULL when none was open.
 */
const struct campaign *calendar_campaign(const struct campaigns *campaigns,
    const struct report *report, int64_t received_at);

/*
 * The first deadline that has not passed at received_at; the last one, and
 * *late_r true, when all have.  NULL (not late) without deadlines.
 */
const struct deadline *calendar_deadline(const struct campaign *campaign,
    int64_t received_at, bool *late_r);

/*
 * The first second at which a completion is late, for an incompleteness
 * told at told_at: the end of the deadline or, if later, the end of the
 * day completion-days after.  0: never.
 */
int64_t calendar_complete_until(const struct campaign *campaign,
    const struct deadline *deadline, int64_t told_at);

#endif
