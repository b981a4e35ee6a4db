/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report tells, counted once for all its formats: dossiers by
 * campaign, deadline and subdivision, and by establishment.
 */
#ifndef ASR_SURVEY_H
#define ASR_SURVEY_H

#include "ctl.h"

/* One table of the commission: a campaign's deadline in a subdivision. */
struct survey_group {
	const char *campaign, *deadline, *subdivision; /* last two: or NULL */
	GPtrArray *dossiers; /* borrowed; by candidate */
	const GPtrArray *pieces; /* struct survey_piece of its campaign's
				  * form, in its order: borrowed */
	unsigned count[DOSSIER_STATUS_COUNT];
	unsigned late;
};

/* An establishment's dossiers; code NULL: not told yet. */
struct survey_place {
	const char *code;
	unsigned count[DOSSIER_STATUS_COUNT];
	unsigned total;
};

/* A column of the matrix. */
struct survey_piece {
	const char *piece;
	const char *label;
	unsigned annexe; /* 0: none */
	bool required;
};

struct survey {
	const struct ctl *ctl;
	int64_t made_at;
	GPtrArray *dossiers; /* struct dossier, owned */
	GPtrArray *groups;   /* struct survey_group, in the order to print */
	GPtrArray *places;   /* struct survey_place, by name */
	GPtrArray *forms;    /* each campaign's pieces: array of arrays */
	GPtrArray *pieces;   /* struct survey_piece of all campaigns: where
			      * they number a piece differently, annexe is 0 */
};

/* Takes dossiers over.  Free with survey_free before ctl ends. */
struct survey *survey_new(const struct ctl *ctl, GPtrArray *dossiers,
    int64_t now);
void survey_free(struct survey *survey);

/* "13/02/2026, prolongée au 15/03/2026"; the caller frees. */
char *survey_deadline(const struct survey *survey,
    const struct survey_group *group);
/* The first second that is late; 0 when the campaign is unknown. */
int64_t survey_closes_at(const struct survey *survey,
    const struct survey_group *group);
/* The subdivision's label, or that there is none. */
const char *survey_subdivision(const struct survey *survey,
    const struct survey_group *group);
/* The establishment's name, or that it is not known. */
const char *survey_place_name(const struct survey *survey,
    const struct survey_place *place);
/* The campaign's title; its id when the configuration lacks it. */
const char *survey_campaign(const struct survey *survey,
    const struct survey_group *group);

/* A piece that nobody must send and nobody sent: neither good nor bad. */
bool piece_not_asked(const struct piece_status *status);

/* The formats.  NULL and *error on failure. */
GBytes *report_csv(const struct survey *survey);
GBytes *report_html(const struct survey *survey);
GBytes *report_json(const struct survey *survey);
GBytes *report_xlsx(const struct survey *survey, GError **error);

/* Charts in SVG, appended to page.  Dossiers received by day until the
 * deadline, and what became of them by establishment. */
void chart_days(GString *page, const struct survey *survey,
    const struct survey_group *group);
void chart_places(GString *page, const struct survey *survey);

#endif
