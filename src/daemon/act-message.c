/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Acts on one message: an agent lets it in, or sets it aside.  Let in, it
 * is decided again by the same rules, as if a DAM had sent it.
 */
#include <string.h>

#include "act.h"
#include "acts.h"
#include "decide.h"
#include "erase.h"
#include "fold.h"
#include "queries.h"
#include "report-json.h"
#include "step-decide.h"

/* A message being decided again. */
struct hearing {
	const struct message_view *view;
	struct message_row *row;
	struct report *report;
	struct reading *reading;
	struct facts *facts;
	struct decision *decision;
};

static void
hearing_clear(struct hearing *h)
{
	decision_free(h->decision);
	facts_free(h->facts);
	if (h->reading != NULL)
		reading_free(h->reading);
	report_free(h->report);
	message_row_free(h->row);
}

static bool
read_again(struct act_call *call, struct hearing *h, GError **error)
{
	h->row = store_message(call->store, h->view->id, error);
	if (h->row == NULL)
		return false;
	if (h->row->report == NULL)
		return act_refuse(error, "ce message n’a pas pu être "
		    "examiné : il ne peut pas être classé");
	h->report = report_decode(h->row->report, strlen(h->row->report),
	    error);
	if (h->report == NULL)
		return false;
	h->reading = decide_read(call->conf, h->report, h->row->received_at);
	if (!h->reading->has_documents)
		return act_refuse(error, "ce message ne porte aucun "
		    "document : asrctl dismiss %" G_GINT64_FORMAT,
		    h->view->id);
	return h->reading->campaign != NULL ||
	    act_refuse(error, "aucune campagne n’était ouverte à la "
		"réception de ce message");
}

/* --candidate: all of it is this person's. */
static bool
give_to_candidate(struct act_call *call, struct hearing *h, GError **error)
{
	const char *name = act_option(call, "candidate");
	g_autofree char *family = NULL, *given = NULL;

	if (name == NULL)
		return true;
	if (!act_split_name(name, &family, &given, error))
		return false;
	decide_give_to(h->reading, family, given);
	return true;
}

/* --dossier: all of it is that one's. */
static bool
give_to_dossier(struct act_call *call, struct hearing *h, GError **error)
{
	const char *typed = act_option(call, "dossier");
	struct dossier *d;

	if (typed == NULL)
		return true;
	d = act_find_dossier(call, typed, error);
	if (d == NULL)
		return false;
	decide_give_to_thread(h->reading);
	g_ptr_array_set_size(h->facts->dossiers, 0);
	g_ptr_array_set_size(h->facts->threaded, 0);
	g_ptr_array_add(h->facts->dossiers, d);
	g_ptr_array_add(h->facts->threaded, g_strdup(d->reference));
	return strcmp(d->campaign, h->reading->campaign->id) == 0 ||
	    act_refuse(error, "%s est d’une autre campagne que le message",
		d->reference);
}

static bool
take_establishment(struct act_call *call, struct hearing *h, GError **error)
{
	const char *typed = act_option(call, "establishment");
	const struct establishment *e;

	if (typed == NULL)
		return true;
	e = act_find_establishment(call, typed, error);
	if (e == NULL)
		return false;
	if (e->kind != KIND_PERIPHERAL)
		return act_refuse(error, "%s n’est pas un établissement "
		    "périphérique", e->name);
	h->facts->accepted_establishment = g_strdup(e->code);
	return true;
}

static bool
decide_again(struct act_call *call, struct hearing *h, GError **error)
{
	if (!give_to_candidate(call, h, error))
		return false;
	h->facts = decide_step_facts(call->store, h->row, h->report,
	    h->reading, error);
	if (h->facts == NULL)
		return false;
	h->facts->accepted = true;
	if (!give_to_dossier(call, h, error) ||
	    !take_establishment(call, h, error))
		return false;
	h->decision = decide_settle(call->conf, h->report, h->reading,
	    h->facts, h->row->received_at);
	return true;
}

static void
say_outcome(struct act_call *call, const struct hearing *h)
{
	const GPtrArray *dossiers = h->decision->dossiers;

	if (dossiers->len == 0)
		act_say(call, "Message %" G_GINT64_FORMAT " : il n’a pu "
		    "être mis dans aucun dossier.", h->view->id);
	for (unsigned i = 0; i < dossiers->len; i++) {
		const struct dossier *d = dossiers->pdata[i];
		g_autofree char *state = act_state(d);

		act_say(call, "Message %" G_GINT64_FORMAT " classé ; %s (%s "
		    "%s) : le dossier est %s.", h->view->id, d->reference,
		    d->family_name, d->given_name, state);
	}
	for (unsigned i = 0; i < h->decision->review_reasons->len; i++)
		act_say(call, "Reste à voir : %s.",
		    (const char *)h->decision->review_reasons->pdata[i]);
}

/* «Bien reçu» is said once. */
static bool
tell_sender(struct act_call *call, const struct hearing *h, GError **error)
{
	const struct reply_plan *plan = &h->decision->reply;
	const struct letter letter = { .conf = call->conf,
		.report = h->report, .decision = h->decision,
		.received_at = h->row->received_at, .now = call->now,
		.sha256 = h->row->sha256, .name = h->row->name,
		.has_link = h->reading->has_transfer_link,
		.act = call->id };

	if (plan->kind == REPLY_NONE ||
	    (plan->kind == REPLY_REGISTERED && h->view->reply.id != 0 &&
		h->view->reply.kind == REPLY_REGISTERED))
		return true;
	return act_queue(call, &letter, h->view->id, 0, error);
}

static bool
trace_message(struct act_call *call, int64_t message, const char *what,
    const char *before, const char *after, GError **error)
{
	const struct trace trace = { .message = message, .who = call->who,
		.what = what, .why = call->request->why, .before = before,
		.after = after };

	return store_trace(call->store, &trace, call->now, error);
}

static bool
record(struct act_call *call, struct hearing *h, GError **error)
{
	const GPtrArray *dossiers = h->decision->dossiers;
	int64_t into;

	if (!store_settle(call->store, h->view->id, h->decision,
		decide_step_prefix, call->conf, call->now, error))
		return false;
	into = dossiers->len == 1 ?
	    ((const struct dossier *)dossiers->pdata[0])->id : 0;
	say_outcome(call, h);
	return store_close_emptied(call->store, h->view->id, into, call->now,
		   error) &&
	    trace_message(call, h->view->id, "message accepté",
		outcome_word(h->view->outcome),
		outcome_word(h->decision->outcome), error) &&
	    tell_sender(call, h, error);
}

/* Decided anew, a message that stayed when a dossier was erased that it speaks
 * of would open that one again. */
static bool
keeps_erased(struct act_call *call, const struct message_view *m,
    GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *reference = store_erased_beside(call->store, m->id,
	    &problem);

	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	return reference == NULL || act_option(call, "dossier") != NULL ||
	    act_option(call, "candidate") != NULL ||
	    act_refuse(error, "ce message a été gardé quand %s a été "
		"effacé : dire à qui sont ses documents par --dossier ou "
		"--candidate", reference);
}

bool
act_accept(struct act_call *call, GError **error)
{
	struct message_view *m = act_find_message(call,
	    act_argument(call, 0), error);
	struct hearing hearing = { .view = m };
	bool ok;

	if (m == NULL)
		return false;
	if (m->outcome == OUTCOME_FILED && !m->waits)
		ok = act_refuse(error, "le message %" G_GINT64_FORMAT
		    " est déjà classé", m->id);
	else
		ok = keeps_erased(call, m, error) &&
		    store_reopen_message(call->store, m->id, error) &&
		    read_again(call, &hearing, error) &&
		    decide_again(call, &hearing, error) &&
		    record(call, &hearing, error);
	hearing_clear(&hearing);
	message_view_free(m);
	return ok;
}

/* What it brought without a DAM's word is let go; the dossiers it shared
 * with other messages are decided without it. */
static bool
let_go(struct act_call *call, const struct message_view *m, GError **error)
{
	if (!store_drop_provisional(call->store, m->id, call->now, error))
		return false;
	for (unsigned i = 0; i < m->dossiers->len; i++) {
		OWNED(dossier) d = store_dossier(call->store,
		    m->dossiers->pdata[i], error);
		g_autofree char *what = g_strdup_printf("message %"
		    G_GINT64_FORMAT " écarté", m->id);
		struct standing before;
		bool ok;

		if (d == NULL)
			return false;
		standing_take(&before, d);
		ok = act_settle(call, d, &before, what, error);
		standing_clear(&before);
		if (!ok)
			return false;
	}
	return true;
}

bool
act_dismiss(struct act_call *call, GError **error)
{
	struct message_view *m = act_find_message(call,
	    act_argument(call, 0), error);
	bool ok;

	if (m == NULL)
		return false;
	if (!m->waits) {
		ok = act_refuse(error, "le message %" G_GINT64_FORMAT
		    " n’attend rien", m->id);
	} else {
		act_say(call, "Message %" G_GINT64_FORMAT " écarté ; il "
		    "reste consultable.", m->id);
		ok = let_go(call, m, error) &&
		    store_set_waiting(call->store, m->id, false, error) &&
		    trace_message(call, m->id, "message écarté", NULL, NULL,
			error);
	}
	message_view_free(m);
	return ok;
}
