/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl remind: the digests that are due, told or sent now. */
#include "act.h"
#include "acts.h"
#include "day.h"
#include "reminder.h"

/* Before a deadline; a reminder months ahead is none. */
#define DAYS_MAX 90

static void
say_reminder(struct act_call *call, const struct reminder *reminder)
{
	g_autofree char *day = day_french(reminder->deadline->id);

	g_string_append_printf(call->answer, "%s%s, échéance du %s :",
	    call->answer->len > 0 ? "\n" : "", reminder->recipient,
	    day);
	for (unsigned i = 0; i < reminder->dossiers->len; i++) {
		const struct dossier *d = reminder->dossiers->pdata[i];
		g_autofree char *state = act_state(d);

		g_string_append_printf(call->answer, "\n  %s %s %s : %s",
		    d->reference, d->family_name, d->given_name, state);
	}
}

static bool
read_days(struct act_call *call, unsigned *days_r, GError **error)
{
	const char *typed = act_option(call, "days");
	guint64 days = call->conf->settings->reminder_days;

	if (typed != NULL && !g_ascii_string_to_unsigned(typed, 10, 1,
		DAYS_MAX, &days, NULL))
		return act_refuse(error, "--days %s : de 1 à %d jours", typed,
		    DAYS_MAX);
	*days_r = (unsigned)days;
	return days > 0 || act_refuse(error, "les rappels sont coupés "
	    "([intake] reminder-days = 0) ; --days N pour en envoyer quand "
	    "même");
}

static bool
queue_all(struct act_call *call, const GPtrArray *due, GError **error)
{
	const struct trace trace = { .who = call->who,
		.what = "rappels envoyés", .why = call->request->why };

	for (unsigned i = 0; i < due->len; i++) {
		say_reminder(call, due->pdata[i]);
		if (!reminder_queue(call->conf, call->store, due->pdata[i],
			call->id, call->now,
			call->now + call->conf->settings->undo_delay_s,
			error))
			return false;
		call->mails++;
	}
	return store_trace(call->store, &trace, call->now, error);
}

bool
act_remind(struct act_call *call, GError **error)
{
	g_autoptr(GPtrArray) due = NULL;
	unsigned days = 0;

	if (!read_days(call, &days, error))
		return false;
	if (call->conf->settings->mode == SEND_OFF)
		return act_refuse(error, "l’envoi est coupé (mode = off)");
	if (!templates_has(call->conf->templates, REPLY_REMINDER))
		return act_refuse(error, "le modèle reminder.txt manque");
	due = reminder_due(call->conf, call->store, days, call->now, error);
	if (due == NULL)
		return false;
	if (due->len == 0) {
		act_say_mail(call, "Aucun rappel n’est dû : aucun courrier "
		    "ne part.");
		return true;
	}
	act_say_mail(call, due->len > 1 ? "%u rappels partent :" :
	    "%u rappel part :", due->len);
	return queue_all(call, due, error);
}
