/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several commands understand of what is typed. */
#ifndef ASR_FILTERS_H
#define ASR_FILTERS_H

#include "ctl.h"

/*
 * A day typed (day.h): its first second in the campaigns' zone, or,
 * with end, the first second after it.  text NULL gives 0.  False when it
 * was said on stderr that option's value is no day.
 */
bool filter_day(const struct ctl *ctl, const char *option, const char *text,
    bool end, int64_t *at_r);

/* A whole number from 1 on; false when it was said what is wrong. */
bool filter_number(const char *what, const char *text, int64_t *number_r);

/*
 * The one dossier a typed reference means: whole, by its number where that
 * is unambiguous, case ignored.  NULL when it was said that none or several
 * fit, with the nearest ones.
 */
struct dossier *filter_dossier(struct ctl *ctl, const char *typed);

#endif
