/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Acts that erase for good: one dossier (right to erasure), or all that was
 * kept long enough (purge).  None can be undone, so what is not certain is
 * asked of the agent first.
 */
#include <string.h>

#include "act.h"
#include "acts.h"
#include "erase.h"
#include "queries.h"
#include "service.h"

/* What says that a purge is meant: see act_purge. */
#define CONSENT_WORD "oui"

/* --with: the messages outside the dossier that name its candidate stay. */
static const char *const nothing_words[] = { "none", "aucun" };

static void
append_ids(GString *list, const GArray *ids, const char *separator)
{
	for (unsigned i = 0; i < ids->len; i++)
		g_string_append_printf(list, "%s%" G_GINT64_FORMAT,
		    i > 0 ? separator : "", g_array_index(ids, int64_t, i));
}

static bool
keeps_named(const char *with)
{
	for (size_t i = 0; i < G_N_ELEMENTS(nothing_words); i++) {
		if (g_ascii_strcasecmp(with, nothing_words[i]) == 0)
			return true;
	}
	return false;
}

static bool
add_message(struct act_call *call, const char *typed, GError **error)
{
	struct message_view *m = act_find_message(call, typed, error);
	bool ok = m != NULL;

	if (ok && m->dossiers->len > 0)
		ok = act_refuse(error, "le message %s est du dossier %s : "
		    "--with est pour ceux d’aucun dossier", typed,
		    (const char *)m->dossiers->pdata[0]);
	ok = ok && store_erase_message(call->store, m->id, error);
	message_view_free(m);
	return ok;
}

/* --with 12,15: messages of no dossier that go, too. */
static bool
add_messages(struct act_call *call, GError **error)
{
	const char *with = act_option(call, "with");
	g_auto(GStrv) numbers = NULL;

	if (with == NULL || keeps_named(with))
		return true;
	numbers = g_strsplit_set(with, ";,", -1);
	for (unsigned i = 0; numbers[i] != NULL; i++) {
		if (!add_message(call, g_strstrip(numbers[i]), error))
			return false;
	}
	return true;
}

static bool
refuse_named(const struct erasure *e, GError **error)
{
	g_autoptr(GString) list = g_string_new(NULL);
	bool several = e->named->len > 1;

	append_ids(list, e->named, ",");
	return act_refuse(error, "le nom du candidat est aussi dans %s %s, "
	    "hors de tout dossier : --with %s pour %seffacer avec, "
	    "--with aucun pour %s garder (asrctl show-message)",
	    several ? "les messages" : "le message", list->str, list->str,
	    several ? "les " : "l’", several ? "les" : "le");
}

static bool
check_erasure(struct act_call *call, const struct erasure *e, GError **error)
{
	if (e->busy)
		return act_refuse(error, "un de ses messages est en cours de "
		    "lecture ou une de ses réponses part en ce moment : "
		    "réessayez dans un instant");
	if (store_erase_names(call->store, call->request->why))
		return act_refuse(error, "la raison reste dans "
		    "l’historique : n’y nommez pas le candidat");
	if (e->named->len > 0 && act_option(call, "with") == NULL)
		return refuse_named(e, error);
	return true;
}

static char *
joined(const GPtrArray *texts)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (unsigned i = 0; i < texts->len; i++)
		g_string_append_printf(list, "%s%s", i > 0 ? ", " : "",
		    (const char *)texts->pdata[i]);
	return g_strdup(list->str);
}

/* What went, and what did not, in words that stay true. */
static void
say_rest(struct act_call *call, const struct erasure *e)
{
	g_autoptr(GString) kept = g_string_new(NULL);
	g_autofree char *namesakes = joined(e->namesakes);

	if (e->unsent > 0)
		act_say(call, e->unsent > 1 ? "%u courriers qui attendaient "
		    "ne partiront pas." : "%u courrier qui attendait ne "
		    "partira pas.", e->unsent);
	append_ids(kept, e->shared, ", ");
	if (e->shared->len > 0)
		act_say(call, e->shared->len > 1 ? "Gardés avec leurs "
		    "réponses, car ils sont aussi d’un autre dossier : les "
		    "messages %s." : "Gardé avec sa réponse, car il est "
		    "aussi d’un autre dossier : le message %s.", kept->str);
	g_string_truncate(kept, 0);
	append_ids(kept, e->named, ", ");
	if (e->named->len > 0)
		act_say(call, "Gardé, bien que le nom y soit : %s %s.",
		    e->named->len > 1 ? "les messages" : "le message",
		    kept->str);
	if (e->namesakes->len > 0)
		act_say(call, e->namesakes->len > 1 ? "Le même nom est aussi "
		    "celui des dossiers %s." : "Le même nom est aussi celui "
		    "du dossier %s.", namesakes);
	act_say(call, "Restent hors de portée, à supprimer à la main : les "
	    "courriels dans la boîte aux lettres, les réponses chez leurs "
	    "destinataires, les sauvegardes.");
}

static void
say_messages(GString *text, unsigned messages)
{
	if (messages == 0)
		g_string_append(text, "aucun message");
	else
		g_string_append_printf(text, "%u message%s", messages,
		    messages > 1 ? "s" : "");
}

static bool
erase(struct act_call *call, const char *reference, struct erasure *e,
    GError **error)
{
	g_autofree char *what = g_strdup_printf("effacé avec %s", reference);
	g_autoptr(GString) messages = g_string_new(NULL);

	if (!store_erase_gather(call->store, true, e, error) ||
	    !check_erasure(call, e, error) ||
	    !store_erase_apply(call->store, what, call->request->why, error))
		return false;
	say_messages(messages, e->messages->len);
	act_say(call, "Le dossier %s est effacé, et avec lui %s.", reference,
	    messages->str);
	say_rest(call, e);
	return true;
}

/* What cannot be undone is asked for twice: the request says a second time,
 * whole, what goes.  Nothing else may have done so by a slip. */
static bool
check_consent(const struct act_call *call, const char *wanted, GError **error)
{
	const char *consent = act_option(call, "consent");

	if (call->request->dry_run ||
	    (consent != NULL && g_ascii_strcasecmp(consent, wanted) == 0))
		return true;
	return act_refuse(error, "rien n’est effacé : ce qui s’efface ne "
	    "revient pas, et se confirme par « %s »", wanted);
}

bool
act_erase(struct act_call *call, GError **error)
{
	OWNED(dossier) d = act_find_dossier(call, act_argument(call, 0),
	    error);
	struct erasure e = { 0 };
	bool ok = d != NULL && check_consent(call, d->reference, error) &&
	    store_erase_begin(call->store, error) &&
	    store_erase_dossier(call->store, d->id, error) &&
	    add_messages(call, error) && erase(call, d->reference, &e, error);

	erasure_clear(&e);
	return ok;
}

/* --- purge -------------------------------------------------------------- */

/* months later, or earlier where negative, by the calendar. */
static int64_t
add_months(int64_t at, int months)
{
	g_autoptr(GDateTime) from = g_date_time_new_from_unix_utc(at);
	g_autoptr(GDateTime) to = from != NULL ?
	    g_date_time_add_months(from, months) : NULL;

	return to != NULL ? g_date_time_to_unix(to) : at;
}

/* Retention runs from the last message of a dossier, and not before the
 * last deadline of its campaign, where that is still configured. */
static int64_t
ends_at(const struct act_call *call, const struct age_row *age)
{
	const struct campaign *campaign = campaigns_find(
	    call->conf->campaigns, age->campaign);
	int64_t from = age->last_at;

	for (unsigned i = 0; campaign != NULL &&
	    i < campaign->deadlines->len; i++) {
		const struct deadline *deadline =
		    campaign->deadlines->pdata[i];

		from = MAX(from, deadline->closes_at);
	}
	return add_months(from,
	    (int)call->conf->settings->retention_dossier_months);
}

static bool
add_old_dossiers(struct act_call *call, GString *references, GError **error)
{
	g_autoptr(GPtrArray) ages = store_ages(call->store, error);

	for (unsigned i = 0; ages != NULL && i < ages->len; i++) {
		const struct age_row *age = ages->pdata[i];

		if (ends_at(call, age) > call->now)
			continue;
		g_string_append_printf(references, "%s%s",
		    references->len > 0 ? ", " : "", age->reference);
		if (!store_erase_dossier(call->store, age->dossier, error))
			return false;
	}
	return ages != NULL;
}

static bool
gather_old(struct act_call *call, GString *references, struct erasure *e,
    GError **error)
{
	const struct settings *settings = call->conf->settings;

	return store_erase_begin(call->store, error) &&
	    (settings->retention_dossier_months == 0 ||
		add_old_dossiers(call, references, error)) &&
	    (settings->retention_message_months == 0 ||
		store_erase_loose(call->store, add_months(call->now,
		    -(int)settings->retention_message_months), error)) &&
	    store_erase_gather(call->store, false, e, error) &&
	    check_erasure(call, e, error);
}

static bool
purge(struct act_call *call, const GString *references,
    const struct erasure *e, GError **error)
{
	g_autoptr(GString) messages = g_string_new(NULL);
	const struct trace trace = { .who = call->who,
		.what = "purge de fin de conservation",
		.why = call->request->why };

	if (e->dossiers == 0 && e->messages->len == 0) {
		act_say(call, "Rien n’a atteint la fin de sa conservation.");
		return true;
	}
	say_messages(messages, e->messages->len);
	act_say(call, "Effacement en fin de conservation : %u dossier%s et "
	    "%s%s%s.", e->dossiers, e->dossiers > 1 ? "s" : "",
	    messages->str, references->len > 0 ? " : " : "",
	    references->str);
	say_rest(call, e);
	return store_erase_apply(call->store, "effacé, fin de conservation",
		   call->request->why, error) &&
	    store_trace(call->store, &trace, call->now, error);
}

/* What a wrong clock calls old is not erased. */
static bool
trust_clock(GError **error)
{
	int hours = service_clock_wrong_by();

	if (hours == 0)
		return true;
	return act_refuse(error, "l’horloge de la machine a été %s de "
	    "%d heures depuis le démarrage du service : rien n’est effacé. "
	    "Vérifier l’heure, puis relancer le service",
	    hours > 0 ? "avancée" : "reculée", ABS(hours));
}

bool
act_purge(struct act_call *call, GError **error)
{
	const struct settings *settings = call->conf->settings;
	g_autoptr(GString) references = g_string_new(NULL);
	struct erasure e = { 0 };
	bool ok;

	if (settings->retention_dossier_months == 0 &&
	    settings->retention_message_months == 0)
		return act_refuse(error, "aucune durée de conservation n’est "
		    "fixée ([retention] dossier-months, message-months)");
	ok = check_consent(call, CONSENT_WORD, error) &&
	    trust_clock(error) &&
	    gather_old(call, references, &e, error) &&
	    purge(call, references, &e, error);
	erasure_clear(&e);
	return ok;
}
