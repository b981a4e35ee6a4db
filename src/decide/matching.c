/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which existing dossier a candidate is about: see matching.h. */
#include "matching.h"

#include <string.h>

#include "names.h"

static char *
whole_name(const char *family, const char *given)
{
	return g_strstrip(g_strdup_printf("%s %s", family, given));
}

static enum name_match
best(enum name_match one, enum name_match other)
{
	return one > other ? one : other;
}

/* The best match of name with any further writing. */
static enum name_match
match_others(const char *name, const GPtrArray *others)
{
	enum name_match found = NAMES_UNLIKE;

	for (unsigned i = 0; i < others->len; i++)
		found = best(found, names_match(name, others->pdata[i]));
	return found;
}

/* Every writing of one against every writing of the other. */
static enum name_match
match_names(const struct candidate *c, const struct dossier *d)
{
	g_autofree char *one = whole_name(c->family_name, c->given_name);
	g_autofree char *other = whole_name(d->family_name, d->given_name);
	enum name_match found = names_match_parts(c->family_name,
	    c->given_name, d->family_name, d->given_name);

	found = best(found, match_others(one, d->other_names));
	found = best(found, match_others(other, c->other_names));
	for (unsigned i = 0; i < c->other_names->len; i++)
		found = best(found, match_others(c->other_names->pdata[i],
		    d->other_names));
	return found;
}

static bool
is_threaded(const struct facts *facts, const struct dossier *d)
{
	return g_ptr_array_find_with_equal_func(facts->threaded,
	    d->reference, g_str_equal, NULL);
}

static bool
same_place(const struct dossier *d, const char *establishment)
{
	return establishment == NULL || d->establishment == NULL ||
	    strcmp(d->establishment, establishment) == 0;
}

const struct dossier *
matching_threaded(const struct facts *facts, const char *campaign)
{
	const struct dossier *found = NULL;

	for (unsigned i = 0; i < facts->dossiers->len; i++) {
		const struct dossier *d = facts->dossiers->pdata[i];

		if (!is_threaded(facts, d) ||
		    g_strcmp0(d->campaign, campaign) != 0)
			continue;
		if (found != NULL)
			return NULL;
		found = d;
	}
	return found;
}

/* Ranks, from the weakest tie to the strongest. */
enum tie {
	TIE_NONE,
	TIE_ELSEWHERE, /* the name agrees, the hospital does not */
	TIE_NEAR,      /* a name that is nearly the same, at the hospital */
	TIE_PARTIAL,   /* less of a name, at the same hospital */
	TIE_NAME,      /* the name, at the same hospital */
	TIE_THREAD,    /* thread or reference, and no other name */
};

static enum tie
tie_of(const struct facts *facts, const struct candidate *candidate,
    const struct dossier *d, const char *establishment)
{
	enum name_match names = match_names(candidate, d);
	bool here = same_place(d, establishment);

	if (is_threaded(facts, d) && names != NAMES_UNLIKE)
		return TIE_THREAD;
	switch (names) {
	case NAMES_SAME:
		return here ? TIE_NAME : TIE_ELSEWHERE;
	case NAMES_NEAR:
		return here && !candidate->by_agent ? TIE_NEAR : TIE_NONE;
	case NAMES_PARTIAL:
		return here ? TIE_PARTIAL : TIE_NONE;
	default:
		return TIE_NONE;
	}
}

enum matching
matching_find(const struct facts *facts, const struct candidate *candidate,
    const char *campaign, const char *establishment,
    const struct dossier **dossier_r)
{
	enum tie strongest = TIE_NONE;
	unsigned equals = 0;

	*dossier_r = NULL;
	for (unsigned i = 0; i < facts->dossiers->len; i++) {
		const struct dossier *d = facts->dossiers->pdata[i];
		enum tie tie;

		if (g_strcmp0(d->campaign, campaign) != 0)
			continue;
		tie = tie_of(facts, candidate, d, establishment);
		if (tie > strongest)
			equals = 0;
		if (tie >= strongest && tie != TIE_NONE) {
			strongest = tie;
			*dossier_r = d;
			equals++;
		}
	}
	if (strongest == TIE_NONE)
		return MATCH_NEW;
	if (equals > 1)
		return MATCH_AMBIGUOUS;
	if (strongest == TIE_NEAR)
		return MATCH_NEAR;
	return strongest == TIE_ELSEWHERE ? MATCH_ELSEWHERE : MATCH_ONE;
}
