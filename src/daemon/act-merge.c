/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two dossiers are one, or one is two. */
#include <string.h>

#include "act.h"
#include "acts.h"

static int64_t
first_of(int64_t one, int64_t other)
{
	if (one == 0 || other == 0)
		return MAX(one, other);
	return MIN(one, other);
}

/* What the other dossier's head adds to the one that stays. */
static void
learn(struct dossier *into, const struct dossier *from)
{
	g_ptr_array_add(into->other_names, g_strstrip(g_strdup_printf(
	    "%s %s", from->family_name, from->given_name)));
	for (unsigned i = 0; i < from->other_names->len; i++)
		g_ptr_array_add(into->other_names,
		    g_strdup(from->other_names->pdata[i]));
	if (into->specialty == NULL)
		into->specialty = g_strdup(from->specialty);
	if (into->establishment == NULL) {
		into->establishment = g_strdup(from->establishment);
		g_free(into->subdivision);
		into->subdivision = g_strdup(from->subdivision);
	}
	into->provisional = into->provisional && from->provisional;
	into->late = into->late && from->late;
	into->received_at = first_of(into->received_at, from->received_at);
	into->told_incomplete_at = first_of(into->told_incomplete_at,
	    from->told_incomplete_at);
	into->complete_until = MAX(into->complete_until,
	    from->complete_until);
}

static bool
check_merge(const struct dossier *into, const struct dossier *from,
    GError **error)
{
	if (into->id == from->id)
		return act_refuse(error, "c’est le même dossier : %s",
		    into->reference);
	if (strcmp(into->campaign, from->campaign) != 0)
		return act_refuse(error, "%s et %s ne sont pas de la même "
		    "campagne", into->reference, from->reference);
	if (into->withdrawn_at != 0 || from->withdrawn_at != 0)
		return act_refuse(error, "un dossier retiré ne se réunit "
		    "pas : %s", into->withdrawn_at != 0 ? into->reference :
		    from->reference);
	return true;
}

static bool
merge(struct act_call *call, const char *reference,
    const struct dossier *from, const struct standing *before,
    GError **error)
{
	OWNED(dossier) d = store_dossier(call->store, reference, error);
	g_autofree char *what = g_strdup_printf("%s y est réuni",
	    from->reference);

	if (d == NULL)
		return false;
	learn(d, from);
	act_say(call, "%s (%s %s) est réuni à %s (%s %s).", from->reference,
	    from->family_name, from->given_name, d->reference,
	    d->family_name, d->given_name);
	return act_settle(call, d, before, what, error);
}

bool
act_merge(struct act_call *call, GError **error)
{
	OWNED(dossier) into = act_find_dossier(call, act_argument(call, 0),
	    error);
	OWNED(dossier) from = into != NULL ? act_find_dossier(call,
	    act_argument(call, 1), error) : NULL;
	struct standing before;
	bool ok;

	if (from == NULL || !check_merge(into, from, error))
		return false;
	standing_take(&before, into);
	ok = store_merge_dossier(call->store, from->id, into->id, error) &&
	    merge(call, into->reference, from, &before, error);
	standing_clear(&before);
	return ok;
}

static bool
is_upper(const char *word)
{
	bool letter = false;

	for (; *word != '\0'; word = g_utf8_next_char(word)) {
		gunichar c = g_utf8_get_char(word);

		if (g_unichar_islower(c))
			return false;
		letter = letter || g_unichar_isalpha(c);
	}
	return letter;
}

/* Past the words in capitals that typed begins with. */
static const char *
after_capitals(const char *typed)
{
	const char *p = typed;

	while (*p != '\0') {
		const char *begin = p + strspn(p, " ");
		g_autofree char *word = g_strndup(begin, strcspn(begin, " "));

		if (!is_upper(word))
			break;
		p = begin + strlen(word);
	}
	return p;
}

/* "DE LA TOUR Jeanne Marie", or "de la Tour, Jeanne Marie". */
bool
act_split_name(const char *typed, char **family_r, char **given_r,
    GError **error)
{
	const char *comma = strchr(typed, ',');
	const char *end = comma != NULL ? comma : after_capitals(typed);

	*family_r = g_strstrip(g_strndup(typed, (size_t)(end - typed)));
	*given_r = g_strstrip(g_strdup(comma != NULL ? comma + 1 : end));
	if ((*family_r)[0] != '\0' && (*given_r)[0] != '\0')
		return true;
	return act_refuse(error, "« %s » : le nom en majuscules, puis le "
	    "prénom : « DUPONT Jeanne »", typed);
}

/* Of d the documents named move to fresh. */
static bool
move_documents(struct act_call *call, struct dossier *d,
    struct dossier *fresh, GError **error)
{
	for (unsigned n = 1; n < call->request->arguments->len; n++) {
		g_autoptr(GPtrArray) document = act_find_document(call, d,
		    act_argument(call, n), error);
		const struct finding *first;

		if (document == NULL)
			return false;
		first = document->pdata[0];
		fresh->received_at = first_of(fresh->received_at,
		    first->received_at);
		for (unsigned i = d->findings->len; i > 0; i--) {
			struct finding *f = d->findings->pdata[i - 1];

			if (f->message == first->message &&
			    f->part == first->part)
				g_ptr_array_insert(fresh->findings, 0,
				    g_ptr_array_steal_index(d->findings,
					i - 1));
		}
	}
	return fresh->findings->len > 0 ||
	    act_refuse(error, "aucun de ces documents n’est dans %s",
		d->reference);
}

static struct dossier *
begin_like(const struct dossier *d, char *family, char *given)
{
	struct dossier *fresh = dossier_new();

	fresh->campaign = g_strdup(d->campaign);
	fresh->deadline = g_strdup(d->deadline);
	fresh->subdivision = g_strdup(d->subdivision);
	fresh->establishment = g_strdup(d->establishment);
	g_free(fresh->family_name);
	fresh->family_name = family;
	g_free(fresh->given_name);
	fresh->given_name = given;
	fresh->late = d->late;
	fresh->provisional = d->provisional;
	return fresh;
}

static bool
link_messages(struct act_call *call, const struct dossier *d, GError **error)
{
	for (unsigned i = 0; i < d->findings->len; i++) {
		const struct finding *f = d->findings->pdata[i];

		if (!store_link_message(call->store, d->id, f->message,
			error))
			return false;
	}
	return true;
}

/* The new dossier first: what it takes is then no longer the old one's. */
static bool
settle_both(struct act_call *call, struct dossier *d, struct dossier *fresh,
    const char *prefix, const struct standing *before, GError **error)
{
	const struct standing nothing = { 0 };
	g_autofree char *what_new = g_strdup_printf("dossier ouvert, séparé "
	    "de %s", d->reference);
	g_autofree char *what_old = NULL;

	if (!store_save_dossier(call->store, fresh, prefix, error) ||
	    !link_messages(call, fresh, error))
		return false;
	what_old = g_strdup_printf("%s en est séparé", fresh->reference);
	act_say(call, "%s est ouvert pour %s %s.", fresh->reference,
	    fresh->family_name, fresh->given_name);
	return act_settle(call, fresh, &nothing, what_new, error) &&
	    act_settle(call, d, before, what_old, error);
}

bool
act_split(struct act_call *call, GError **error)
{
	OWNED(dossier) d = act_find_dossier(call, act_argument(call, 0),
	    error);
	const struct campaign *campaign = d != NULL ?
	    act_campaign(call, d, error) : NULL;
	const char *name = act_option(call, "candidate");
	OWNED(dossier) fresh = NULL;
	char *family = NULL, *given = NULL;
	struct standing before;
	bool ok;

	if (campaign == NULL)
		return false;
	if (name == NULL)
		return act_refuse(error, "à qui sont ces documents ? "
		    "--candidate « NOM Prénom »");
	ok = act_split_name(name, &family, &given, error);
	fresh = begin_like(d, family, given);
	if (!ok)
		return false;
	standing_take(&before, d);
	ok = move_documents(call, d, fresh, error) &&
	    settle_both(call, d, fresh, campaign->reference_prefix, &before,
		error);
	standing_clear(&before);
	return ok;
}
