/* SPDX-License-Identifier: GPL-3.0-or-later */
/* campaigns/NAME.conf: calendar and people of one session. */
#ifndef ASR_CAMPAIGN_H
#define ASR_CAMPAIGN_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "form.h"
#include "problems.h"

struct deadline {
	char *id;          /* the date first announced */
	char *date;        /* YYYY-MM-DD, inclusive */
	char *extended_to; /* may be NULL; else the date that counts */
	char **entry_dates;
	unsigned completion_days; /* 0: none given */
	int64_t closes_at; /* first second that is late: 24:00 of the date
			    * that counts, in the campaign's time zone */
	int64_t configured_closes_at; /* as the file alone says */
	char *ruled_date; /* an agent's extension; NULL: none */
};

struct subdivision {
	char *id;
	char *label;
	char **departments;
	char *contact_name;
	char *contact_phone;
	char *contact_email;
};

struct campaign {
	char *id;
	char *title;
	const struct form *form; /* borrowed; NULL: problem reported */
	char *form_id;
	char *reference_prefix;
	GTimeZone *time_zone;
	int64_t opens_at; /* 00:00 of `opens` in the time zone */
	bool candidate_submits; /* submitter = candidate */
	char **keywords;
	GPtrArray *deadlines;    /* struct deadline, by date */
	GPtrArray *subdivisions; /* struct subdivision */
};

/*
 * Reads one file.  forms: struct form; one of them is its own, and outlives
 * it.  others: the struct campaign that were read before it, with which it
 * shares neither id nor prefix.  Never NULL.
 */
struct campaign *campaign_read(const char *file, const GPtrArray *forms,
    const GPtrArray *others, struct problems *problems);
void campaign_free(struct campaign *campaign);

const struct deadline *campaign_deadline(const struct campaign *campaign,
    const char *id);
/* The date that counts when it is not the one first announced: the file's
 * or an agent's, whichever is later; NULL: it was not extended. */
const char *deadline_extended_to(const struct deadline *deadline);
const struct subdivision *campaign_subdivision(
    const struct campaign *campaign, const char *id);
/* The subdivision whose departments hold department; NULL if none. */
const struct subdivision *campaign_subdivision_of(
    const struct campaign *campaign, const char *department);

#endif
