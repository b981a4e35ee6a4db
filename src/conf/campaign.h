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

/* All campaigns of a folder with the forms they use. */
struct campaigns {
	GPtrArray *campaigns; /* struct campaign, by opens_at */
	GPtrArray *forms;     /* struct form */
};

/*
 * Reads one file; campaigns holds the forms and what was read before it.
 * Never NULL.
 */
struct campaign *campaign_read(const char *file,
    const struct campaigns *campaigns, struct problems *problems);
void campaign_free(struct campaign *campaign);

/*
 * Reads every *.conf of both folders.  Never NULL.  Errors beside what each
 * file says wrongly: two forms of one id, two campaigns of one id or one
 * reference prefix, a campaign whose form does not exist.  Warnings: no
 * campaign, no deadline, a contact that replies cannot name.
 */
struct campaigns *campaigns_read(const char *campaigns_folder,
    const char *forms_folder, struct problems *problems);

/* The same with forms in outline (form_read_outline). */
struct campaigns *campaigns_read_outline(const char *campaigns_folder,
    const char *forms_folder, struct problems *problems);
void campaigns_free(struct campaigns *campaigns);

const struct campaign *campaigns_find(const struct campaigns *campaigns,
    const char *id);
const struct deadline *campaign_deadline(const struct campaign *campaign,
    const char *id);
const struct subdivision *campaign_subdivision(
    const struct campaign *campaign, const char *id);
/* The subdivision whose departments hold department; NULL if none. */
const struct subdivision *campaign_subdivision_of(
    const struct campaign *campaign, const char *department);

#endif
