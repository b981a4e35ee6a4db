/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agent should look at, though it decides nothing: shares of time
 * outside the rules, a thesis after the last entry into office.
 */
#ifndef ASR_CHECKS_H
#define ASR_CHECKS_H

#include "campaign.h"
#include "segments.h"

/* Appends French warnings (char *) about the segment to warnings_r. */
void checks_segment(const struct form_rules *rules,
    const struct campaign *campaign, const struct text *text,
    const struct segment *segment, GPtrArray *warnings_r);

#endif
