/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders of campaigns and of the forms they use. */
#ifndef ASR_CAMPAIGNS_H
#define ASR_CAMPAIGNS_H

#include "campaign.h"

struct campaigns {
	GPtrArray *campaigns; /* struct campaign, by opens_at */
	GPtrArray *forms;     /* struct form */
};

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

#endif
