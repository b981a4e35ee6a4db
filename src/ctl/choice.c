/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dossiers a command is about: see choice.h. */
#include "choice.h"

#include <string.h>

#include "day.h"
#include "fold.h"
#include "french.h"
#include "near.h"

/* What is named where nothing fits, or too much. */
#define NAMED_MAX 8u
/* A code typed with a slip or two. */
#define CODE_EDITS 2u

static bool
same_text(const char *one, const char *other)
{
	g_autofree char *a = fold_text(one), *b = fold_text(other);

	return strcmp(a, b) == 0;
}

/* Adds text once. */
static void
add_name(GPtrArray *names, const char *text)
{
	if (!g_ptr_array_find_with_equal_func(names, text, g_str_equal, NULL))
		g_ptr_array_add(names, g_strdup(text));
}

static void
add_day(GPtrArray *names, const char *id)
{
	g_autofree char *day = day_french(id);

	add_name(names, day);
}

static int
refuse(const char *what, const char *typed, const GPtrArray *names)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (unsigned i = 0; i < MIN(names->len, NAMED_MAX); i++)
		g_string_append_printf(list, "%s%s", i > 0 ? ", " : "",
		    (const char *)names->pdata[i]);
	if (names->len > NAMED_MAX)
		g_string_append(list, "…");
	return ctl_usage("%s « %s »%s%s%s", what, typed,
	    names->len > 0 ? " ; vouliez-vous dire : " : "", list->str,
	    names->len > 0 ? " ?" : "");
}

static void
note_one(void *any, struct dossier *dossier)
{
	*(bool *)any = true;
	dossier_free(dossier);
}

/* Dossiers may be of a campaign or hospital that is configured no more. */
static bool
is_stored(struct ctl *ctl, const struct dossier_filter *only)
{
	struct dossier_filter filter = *only;
	bool any = false;
	const struct dossier_sink sink = { note_one, &any };

	filter.status = filter.late = -1;
	filter.brief = true;
	return queries_each_dossier(ctl->store, &filter, &sink, NULL) && any;
}

static int
choose_campaign(struct ctl *ctl, const char *typed,
    struct dossier_filter *filter)
{
	const GPtrArray *all = ctl->conf->campaigns->campaigns;
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	filter->campaign = typed;
	if (typed == NULL || campaigns_find(ctl->conf->campaigns, typed) ||
	    is_stored(ctl, &(struct dossier_filter){ .campaign = typed }))
		return CTL_DONE;
	for (unsigned i = 0; i < all->len; i++)
		add_name(names, ((struct campaign *)all->pdata[i])->id);
	return refuse("aucune campagne", typed, names);
}

static int
choose_subdivision(struct ctl *ctl, const char *typed,
    struct dossier_filter *filter)
{
	const GPtrArray *all = ctl->conf->campaigns->campaigns;
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	filter->subdivision = typed;
	for (unsigned i = 0; typed != NULL && i < all->len; i++) {
		const struct campaign *c = all->pdata[i];

		for (unsigned k = 0; k < c->subdivisions->len; k++) {
			const struct subdivision *s =
			    c->subdivisions->pdata[k];

			add_name(names, s->id);
			if (!same_text(s->id, typed) &&
			    !same_text(s->label, typed))
				continue;
			filter->subdivision = s->id;
			return CTL_DONE;
		}
	}
	return typed == NULL || is_stored(ctl,
	    &(struct dossier_filter){ .subdivision = typed }) ? CTL_DONE :
	    refuse("aucune subdivision", typed, names);
}

/* The date first announced, or the one that counts now. */
static bool
is_deadline(const struct deadline *d, const char *day, bool first)
{
	if (first)
		return strcmp(d->id, day) == 0;
	return strcmp(d->date, day) == 0 ||
	    g_strcmp0(deadline_extended_to(d), day) == 0;
}

static const struct deadline *
find_deadline(const struct ctl *ctl, const char *day, bool first,
    GPtrArray *names)
{
	const GPtrArray *all = ctl->conf->campaigns->campaigns;

	for (unsigned i = 0; i < all->len; i++) {
		const struct campaign *c = all->pdata[i];

		for (unsigned k = 0; k < c->deadlines->len; k++) {
			const struct deadline *d = c->deadlines->pdata[k];

			add_day(names, d->id);
			if (is_deadline(d, day, first))
				return d;
		}
	}
	return NULL;
}

static int
choose_deadline(struct ctl *ctl, const char *typed,
    struct dossier_filter *filter)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *day = typed != NULL ? day_typed(typed) : NULL;
	const struct deadline *found = NULL;

	filter->deadline = typed;
	if (typed == NULL)
		return CTL_DONE;
	found = find_deadline(ctl, day != NULL ? day : typed, true, names);
	if (found == NULL && day != NULL)
		found = find_deadline(ctl, day, false, names);
	if (found != NULL) {
		filter->deadline = found->id;
		return CTL_DONE;
	}
	return is_stored(ctl, &(struct dossier_filter){ .deadline = typed }) ?
	    CTL_DONE : refuse("aucune échéance", typed, names);
}

static bool
has_words(const struct establishment *e, char **words)
{
	g_autofree char *text = g_strjoin(" ", e->code, e->name, NULL);
	g_autofree char *folded = fold_text(text);

	for (unsigned i = 0; words[i] != NULL; i++) {
		if (strstr(folded, words[i]) == NULL)
			return false;
	}
	return words[0] != NULL && words[0][0] != '\0';
}

/* Those of which the code or the name has all words typed, by code. */
static void
find_establishments(const struct ctl *ctl, const char *typed,
    GPtrArray *names)
{
	const GPtrArray *all = ctl->conf->registry->establishments;
	g_auto(GStrv) words = fold_words(typed);

	for (unsigned i = 0; i < all->len; i++) {
		const struct establishment *e = all->pdata[i];

		if (has_words(e, words))
			add_name(names, e->code);
	}
}

static void
find_near_codes(const struct ctl *ctl, const char *typed, GPtrArray *names)
{
	const GPtrArray *all = ctl->conf->registry->establishments;
	g_autofree char *folded = fold_text(typed);

	for (unsigned i = 0; i < all->len; i++) {
		const struct establishment *e = all->pdata[i];
		g_autofree char *code = fold_text(e->code);

		if (near_distance(folded, code, CODE_EDITS) <= CODE_EDITS)
			add_name(names, e->code);
	}
}

static int
choose_establishment(struct ctl *ctl, const char *typed,
    struct dossier_filter *filter)
{
	const struct registry *registry = ctl->conf->registry;
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	filter->establishment = typed;
	if (typed == NULL || registry_find(registry, typed) != NULL ||
	    is_stored(ctl, &(struct dossier_filter){
				.establishment = typed }))
		return CTL_DONE;
	find_establishments(ctl, typed, names);
	if (names->len == 1) {
		filter->establishment = registry_find(registry,
		    names->pdata[0])->code;
		return CTL_DONE;
	}
	if (names->len == 0)
		find_near_codes(ctl, typed, names);
	return refuse("aucun établissement précis pour", typed, names);
}

static int
choose_status(const char *typed, struct dossier_filter *filter)
{
	enum dossier_status status = DOSSIER_REVIEW;

	if (typed == NULL)
		return CTL_DONE;
	if (dossier_status_parse(typed, &status)) {
		filter->status = (int)status;
		return CTL_DONE;
	}
	for (unsigned i = 0; i < DOSSIER_STATUS_COUNT; i++) {
		if (!same_text(french_status((enum dossier_status)i), typed))
			continue;
		filter->status = (int)i;
		return CTL_DONE;
	}
	return ctl_usage("--status %s : complet, incomplet ou « à voir »",
	    typed);
}

int
choice_outcome(const char *typed, int *outcome_r)
{
	enum outcome outcome = OUTCOME_REVIEW;
	g_autoptr(GString) known = g_string_new(NULL);

	*outcome_r = -1;
	if (typed == NULL)
		return CTL_DONE;
	if (outcome_parse(typed, &outcome)) {
		*outcome_r = (int)outcome;
		return CTL_DONE;
	}
	for (unsigned i = 0; i < OUTCOME_COUNT; i++) {
		const char *word = french_outcome((enum outcome)i);

		if (same_text(word, typed)) {
			*outcome_r = (int)i;
			return CTL_DONE;
		}
		g_string_append_printf(known, "%s%s", i == 0 ? "" :
		    i + 1 < OUTCOME_COUNT ? ", " : " ou ", word);
	}
	return ctl_usage("--outcome %s : %s", typed, known->str);
}

int
choice_filter(struct ctl *ctl, const struct choice *choice,
    struct dossier_filter *filter)
{
	int status;

	filter->status = filter->late = -1;
	status = choose_status(choice->status, filter);
	if (status == CTL_DONE && !ctl_open_store(ctl))
		return CTL_FAILED;
	if (status == CTL_DONE)
		status = choose_campaign(ctl, choice->campaign, filter);
	if (status == CTL_DONE)
		status = choose_subdivision(ctl, choice->subdivision, filter);
	if (status == CTL_DONE)
		status = choose_deadline(ctl, choice->deadline, filter);
	if (status == CTL_DONE)
		status = choose_establishment(ctl, choice->establishment,
		    filter);
	return status;
}
