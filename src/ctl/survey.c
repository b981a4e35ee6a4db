/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report tells: see survey.h. */
#include "survey.h"

#include <string.h>

#include "day.h"
#include "fold.h"
#include "french.h"

static void
group_free(void *pointer)
{
	struct survey_group *group = pointer;

	g_ptr_array_unref(group->dossiers);
	g_free(group);
}

/* The locale's order is C's: without accents is how people look names up. */
static int
compare_names(const char *one, const char *other)
{
	g_autofree char *left = fold_text(one);
	g_autofree char *right = fold_text(other);

	return strcmp(left, right);
}

static int
by_place(const void *a, const void *b)
{
	const struct dossier *one = *(struct dossier *const *)a;
	const struct dossier *other = *(struct dossier *const *)b;
	int order = g_strcmp0(one->campaign, other->campaign);

	if (order == 0)
		order = g_strcmp0(one->deadline, other->deadline);
	if (order == 0)
		order = g_strcmp0(one->subdivision, other->subdivision);
	if (order == 0)
		order = compare_names(one->family_name, other->family_name);
	if (order == 0)
		order = compare_names(one->given_name, other->given_name);
	return order != 0 ? order :
			    g_strcmp0(one->reference, other->reference);
}

static struct survey_group *
group_of(struct survey *survey, const struct dossier *dossier)
{
	struct survey_group *last = survey->groups->len > 0 ?
	    survey->groups->pdata[survey->groups->len - 1] : NULL;

	if (last != NULL && g_strcmp0(last->campaign, dossier->campaign) == 0 &&
	    g_strcmp0(last->deadline, dossier->deadline) == 0 &&
	    g_strcmp0(last->subdivision, dossier->subdivision) == 0)
		return last;
	last = g_new0(struct survey_group, 1);
	last->campaign = dossier->campaign;
	last->deadline = dossier->deadline;
	last->subdivision = dossier->subdivision;
	last->dossiers = g_ptr_array_new();
	last->pieces = survey->forms->pdata[survey->forms->len - 1];
	g_ptr_array_add(survey->groups, last);
	return last;
}

static struct survey_place *
place_of(struct survey *survey, const char *code)
{
	struct survey_place *place;

	for (unsigned i = 0; i < survey->places->len; i++) {
		place = survey->places->pdata[i];
		if (g_strcmp0(place->code, code) == 0)
			return place;
	}
	place = g_new0(struct survey_place, 1);
	place->code = code;
	g_ptr_array_add(survey->places, place);
	return place;
}

static int
by_name(const void *a, const void *b, void *survey)
{
	return compare_names(
	    survey_place_name(survey, *(struct survey_place *const *)a),
	    survey_place_name(survey, *(struct survey_place *const *)b));
}

static struct survey_piece *
find_piece(const GPtrArray *pieces, const char *id)
{
	for (unsigned i = 0; i < pieces->len; i++) {
		struct survey_piece *known = pieces->pdata[i];

		if (g_str_equal(known->piece, id))
			return known;
	}
	return NULL;
}

/* Adds a piece once; its number goes where another campaign has another. */
static void
add_piece(const struct survey *survey, GPtrArray *pieces,
    const struct dossier *dossier, const struct piece_status *status)
{
	struct survey_piece *piece = find_piece(pieces, status->piece);

	if (piece != NULL) {
		if (piece->annexe != status->annexe)
			piece->annexe = 0;
		return;
	}
	piece = g_new0(struct survey_piece, 1);
	piece->piece = status->piece;
	piece->annexe = status->annexe;
	piece->required = status->requirement == REQUIREMENT_REQUIRED;
	piece->label = ctl_piece_label(survey->ctl, dossier->campaign,
	    status->piece);
	g_ptr_array_add(pieces, piece);
}

/* All dossiers of a campaign have the pieces of its form: a number names
 * one piece in a campaign, and in another one another. */
static void
add_form(struct survey *survey, const struct dossier *dossier)
{
	GPtrArray *form = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; i < dossier->pieces->len; i++) {
		add_piece(survey, form, dossier, dossier->pieces->pdata[i]);
		add_piece(survey, survey->pieces, dossier,
		    dossier->pieces->pdata[i]);
	}
	g_ptr_array_add(survey->forms, form);
}

static void
count(struct survey *survey, struct dossier *dossier)
{
	struct survey_group *group = group_of(survey, dossier);
	struct survey_place *place = place_of(survey, dossier->establishment);

	g_ptr_array_add(group->dossiers, dossier);
	group->count[dossier->status]++;
	group->late += dossier->late;
	place->count[dossier->status]++;
	place->total++;
}

struct survey *
survey_new(const struct ctl *ctl, GPtrArray *dossiers, int64_t now)
{
	struct survey *survey = g_new0(struct survey, 1);
	const char *campaign = NULL;

	survey->ctl = ctl;
	survey->made_at = now;
	survey->dossiers = dossiers;
	survey->groups = g_ptr_array_new_with_free_func(group_free);
	survey->places = g_ptr_array_new_with_free_func(g_free);
	survey->forms = g_ptr_array_new_with_free_func(
	    (GDestroyNotify)g_ptr_array_unref);
	survey->pieces = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_sort(dossiers, by_place);
	for (unsigned i = 0; i < dossiers->len; i++) {
		struct dossier *dossier = dossiers->pdata[i];

		if (i == 0 || g_strcmp0(campaign, dossier->campaign) != 0)
			add_form(survey, dossier);
		campaign = dossier->campaign;
		count(survey, dossier);
	}
	g_ptr_array_sort_with_data(survey->places, by_name, survey);
	return survey;
}

void
survey_free(struct survey *survey)
{
	if (survey == NULL)
		return;
	g_ptr_array_unref(survey->groups);
	g_ptr_array_unref(survey->places);
	g_ptr_array_unref(survey->forms);
	g_ptr_array_unref(survey->pieces);
	g_ptr_array_unref(survey->dossiers);
	g_free(survey);
}

static const struct deadline *
find_deadline(const struct survey *survey, const struct survey_group *group)
{
	const struct campaign *campaign = campaigns_find(
	    survey->ctl->conf->campaigns, group->campaign);

	return campaign != NULL && group->deadline != NULL ?
	    campaign_deadline(campaign, group->deadline) : NULL;
}

char *
survey_deadline(const struct survey *survey, const struct survey_group *group)
{
	const struct deadline *deadline = find_deadline(survey, group);
	const char *until = deadline != NULL ?
	    deadline_extended_to(deadline) : NULL;
	g_autofree char *first = NULL, *extended = NULL;

	if (group->deadline == NULL)
		return g_strdup("sans échéance");
	first = day_french(group->deadline);
	if (until == NULL)
		return g_steal_pointer(&first);
	extended = day_french(until);
	return g_strdup_printf("%s, prolongée au %s", first, extended);
}

int64_t
survey_closes_at(const struct survey *survey,
    const struct survey_group *group)
{
	const struct deadline *deadline = find_deadline(survey, group);

	return deadline != NULL ? deadline->closes_at : 0;
}

const char *
survey_subdivision(const struct survey *survey,
    const struct survey_group *group)
{
	const char *label = ctl_subdivision_label(survey->ctl,
	    group->campaign, group->subdivision);

	return label != NULL && label[0] != '\0' ? label :
						   "Sans subdivision";
}

const char *
survey_place_name(const struct survey *survey,
    const struct survey_place *place)
{
	const char *name = ctl_establishment_name(survey->ctl, place->code);

	return name != NULL ? name : "Établissement à préciser";
}

const char *
survey_campaign(const struct survey *survey,
    const struct survey_group *group)
{
	const struct campaign *campaign = campaigns_find(
	    survey->ctl->conf->campaigns, group->campaign);

	return campaign != NULL ? campaign->title : group->campaign;
}

bool
piece_not_asked(const struct piece_status *status)
{
	return status->state == PIECE_MISSING &&
	    status->requirement != REQUIREMENT_REQUIRED;
}
