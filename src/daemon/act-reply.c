/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acts on what is said: let a reply go, say it again, stop and go on. */
#include <string.h>

#include "act.h"
#include "acts.h"
#include "queries.h"

/* After its reply left, a message that waited for nothing else is settled. */
static bool
settle_message(struct act_call *call, int64_t message, GError **error)
{
	struct message_view *m = message != 0 ?
	    queries_message(call->store, message, error) : NULL;
	bool waits;

	if (m == NULL)
		return message == 0;
	waits = m->outcome == OUTCOME_REVIEW ||
	    m->outcome == OUTCOME_UNREADABLE;
	message_view_free(m);
	return waits || store_set_waiting(call->store, message, false, error);
}

static bool
release(struct act_call *call, const struct reply_row *reply, GError **error)
{
	struct trace trace = { .message = reply->message, .who = call->who,
		.what = "réponse libérée", .why = call->request->why,
		.before = reply_state_word(reply->state),
		.after = reply_state_word(REPLY_STATE_QUEUED) };

	if (reply->state != REPLY_STATE_HELD)
		return act_refuse(error, "la réponse %" G_GINT64_FORMAT
		    " n’est pas retenue", reply->id);
	call->mails++;
	act_say_mail(call, "La réponse %" G_GINT64_FORMAT " part pour %s.",
	    reply->id, reply->to);
	return store_release_reply(call->store, reply->id, call->now,
		   error) &&
	    settle_message(call, reply->message, error) &&
	    store_trace(call->store, &trace, call->now, error);
}

bool
act_release(struct act_call *call, GError **error)
{
	const char *typed = act_argument(call, 0);
	g_autoptr(GError) problem = NULL;
	struct reply_row *reply;
	guint64 id = 0;
	bool ok;

	if (!g_ascii_string_to_unsigned(typed, 10, 1, G_MAXINT64, &id, NULL))
		return act_refuse(error, "« %s » n’est pas un numéro de "
		    "réponse", typed);
	reply = store_reply(call->store, (int64_t)id, &problem);
	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (reply == NULL)
		return act_refuse(error, "aucune réponse %s", typed);
	ok = release(call, reply, error);
	reply_row_free(reply);
	return ok;
}

/* Only who may be told: an address that speaks for the dossier's hospital. */
static bool
check_recipient(struct act_call *call, const struct dossier *d,
    const char *to, GError **error)
{
	const struct registry *registry = call->conf->registry;
	g_autoptr(GPtrArray) dam = registry_by_dam_address(registry, to);
	g_autoptr(GPtrArray) trusted = registry_by_trust(registry, to,
	    call->now);
	const struct establishment *e = d->establishment != NULL ?
	    registry_find(registry, d->establishment) : NULL;

	if (e != NULL && (g_ptr_array_find(dam, e, NULL) ||
		g_ptr_array_find(trusted, e, NULL)))
		return true;
	return act_refuse(error, "%s n’est pas une adresse DAM de "
	    "l’établissement du dossier (asrctl trust)", to);
}

bool
act_resend(struct act_call *call, GError **error)
{
	OWNED(dossier) d = act_find_dossier(call, act_argument(call, 0),
	    error);
	const char *to = act_option(call, "to");
	struct trace trace = { .who = call->who,
		.what = "état du dossier renvoyé",
		.why = call->request->why };

	if (d == NULL || (to != NULL && !check_recipient(call, d, to, error)))
		return false;
	if (d->withdrawn_at != 0)
		return act_refuse(error, "%s est retiré : rien n’en est dit",
		    d->reference);
	act_say(call, "%s, dans son état présent :", d->reference);
	trace.dossier = d->id;
	return act_tell(call, d, to, error) &&
	    store_save_dossier(call->store, d, NULL, error) &&
	    store_trace(call->store, &trace, call->now, error);
}

static bool
set_paused(struct act_call *call, bool paused, const char *what,
    GError **error)
{
	const struct trace trace = { .who = call->who, .what = what,
		.why = call->request->why };
	g_autofree char *old = store_note(call->store, "send-paused", NULL);

	if (strcmp(act_argument(call, 0), "send") != 0)
		return act_refuse(error, "« %s » : seul « send » se "
		    "suspend et se reprend", act_argument(call, 0));
	if ((g_strcmp0(old, "true") == 0) == paused)
		return act_refuse(error, paused ?
			"l’envoi est déjà suspendu%s" :
			"l’envoi n’est pas suspendu%s", "");
	return store_set_note(call->store, "send-paused",
		   paused ? "true" : "false", error) &&
	    store_trace(call->store, &trace, call->now, error);
}

bool
act_pause(struct act_call *call, GError **error)
{
	act_say_mail(call, "L’envoi est suspendu : les réponses attendent, "
	    "jusqu’à « asrctl resume send ».");
	return set_paused(call, true, "envoi suspendu", error);
}

bool
act_resume(struct act_call *call, GError **error)
{
	act_say_mail(call, "L’envoi reprend.");
	return set_paused(call, false, "envoi repris", error);
}
