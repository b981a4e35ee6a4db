/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dossier decided again, and the letter that says so: see act.h. */
#include <string.h>

#include "acts.h"
#include "act.h"
#include "decide.h"
#include "error.h"
#include "outbox.h"
#include "report-json.h"

static const char *const statuses[] = {
	[DOSSIER_REVIEW] = "à voir",
	[DOSSIER_INCOMPLETE] = "incomplet",
	[DOSSIER_COMPLETE] = "complet",
};
G_STATIC_ASSERT(G_N_ELEMENTS(statuses) == DOSSIER_STATUS_COUNT);

static const char *const kinds[] = {
	[REPLY_NONE] = "",
	[REPLY_REGISTERED] = "bien reçu",
	[REPLY_LATE] = "hors délai",
	[REPLY_INCOMPLETE] = "dossier incomplet",
	[REPLY_COMPLETE] = "dossier complet",
	[REPLY_NOT_DAM] = "pas la DAM",
	[REPLY_REMINDER] = "rappel",
};
G_STATIC_ASSERT(G_N_ELEMENTS(kinds) == REPLY_KIND_COUNT);

/* The number an agent knows a piece by, else its id. */
static void
append_piece(GString *text, const struct piece_status *piece)
{
	if (piece->annexe != 0)
		g_string_append_printf(text, "%u", piece->annexe);
	else
		g_string_append(text, piece->piece);
}

/* " ; manque 9, 10": required pieces in state. */
static void
append_pieces(GString *text, const struct dossier *d, enum piece_state state,
    const char *heading)
{
	const char *before = heading;

	for (unsigned i = 0; i < d->pieces->len; i++) {
		const struct piece_status *piece = d->pieces->pdata[i];

		if (piece->state != state ||
		    piece->requirement != REQUIREMENT_REQUIRED)
			continue;
		g_string_append(text, before);
		before = ", ";
		append_piece(text, piece);
	}
}

char *
act_state(const struct dossier *d)
{
	GString *text = g_string_new(statuses[d->status]);

	append_pieces(text, d, PIECE_MISSING, " ; manque ");
	append_pieces(text, d, PIECE_BLANK, " ; vierges : ");
	append_pieces(text, d, PIECE_UNREADABLE, " ; illisibles : ");
	append_pieces(text, d, PIECE_UNCERTAIN, " ; à vérifier : ");
	if (d->late)
		g_string_append(text, " ; hors délai");
	if (d->withdrawn_at != 0)
		g_string_append(text, " ; retiré");
	return g_string_free(text, FALSE);
}

void
standing_take(struct standing *standing, const struct dossier *dossier)
{
	standing->state = act_state(dossier);
	standing->status = dossier->status;
}

void
standing_clear(struct standing *standing)
{
	g_clear_pointer(&standing->state, g_free);
}

/* A letter on its way into the store. */
static bool
queue(struct act_call *call, const struct letter *letter, int64_t message,
    int64_t dossier, GError **error)
{
	const struct reply_plan *plan = &letter->decision->reply;
	unsigned delay = call->conf->settings->undo_delay_s;
	bool held = call->conf->settings->mode == SEND_HOLD;
	struct reply_row reply = { .message = message, .act = call->id,
		.dossier = dossier, .kind = plan->kind,
		.state = held ? REPLY_STATE_HELD : REPLY_STATE_QUEUED,
		.to = plan->to, .missing = plan->missing,
		.due_at = call->now + delay };
	bool ok;

	reply.bytes = outbox_compose(letter, call->conf->templates,
	    &reply.message_id, &reply.name, error);
	if (reply.bytes == NULL)
		return false;
	ok = store_queue_reply(call->store, &reply,
	    held ? "mode = hold" : NULL, call->now, error);
	g_free(reply.message_id);
	g_free(reply.name);
	g_bytes_unref(reply.bytes);
	if (!ok)
		return false;
	call->mails++;
	act_say_mail(call, "Un courrier « %s » part pour %s", kinds[plan->kind],
	    plan->to);
	if (held)
		g_string_append_printf(call->answer, ", retenu (mode = hold) "
		    ": asrctl release %" G_GINT64_FORMAT ".", reply.id);
	else if (delay > 0)
		g_string_append_printf(call->answer, " dans %u s ; d’ici là "
		    "« asrctl undo » le retient.", delay);
	else
		g_string_append_c(call->answer, '.');
	return true;
}

bool
act_queue(struct act_call *call, const struct letter *letter,
    int64_t message, int64_t dossier, GError **error)
{
	if (call->request->silent) {
		act_say_mail(call, "Aucun courrier ne part (--silent).");
		return true;
	}
	if (call->conf->settings->mode == SEND_OFF) {
		act_say_mail(call, "Aucun courrier ne part : l’envoi est coupé "
		    "(mode = off).");
		return true;
	}
	return queue(call, letter, message, dossier, error);
}

/* The letter about d in the thread of row's message. */
static bool
write_letter(struct act_call *call, struct dossier *d, const char *to,
    const struct message_row *row, const struct report *report,
    const struct reading *reading, GError **error)
{
	const struct campaign *campaign = act_campaign(call, d, error);
	OWNED(decision) decision = decision_new();
	const struct letter letter = { .conf = call->conf,
		.report = report, .decision = decision,
		.received_at = row->received_at, .now = call->now,
		.sha256 = row->sha256, .name = row->name,
		.has_link = reading->has_transfer_link, .act = call->id,
		.dossier = d->id };
	bool ok;

	if (campaign == NULL)
		return false;
	if (to == NULL && !decide_may_answer(reading)) {
		act_say_mail(call, "Aucun courrier ne part : l’adresse de "
		    "l’expéditeur n’est pas prouvée.");
		return true;
	}
	decision->campaign = g_strdup(d->campaign);
	decision->establishment = g_strdup(d->establishment);
	decision->reply.to = g_strdup(to != NULL ? to :
		reading->sender_address);
	decide_answer(campaign, d, call->now, &decision->reply);
	g_ptr_array_add(decision->dossiers, d);
	ok = act_queue(call, &letter, row->id, d->id, error);
	g_ptr_array_steal_index(decision->dossiers, 0); /* stays ours */
	return ok;
}

bool
act_tell(struct act_call *call, struct dossier *d, const char *to,
    GError **error)
{
	OWNED(report) report = NULL;
	struct message_row *row;
	struct reading *reading;
	int64_t message = 0;
	bool ok;

	if (!store_last_filed(call->store, d->id, &message, error))
		return false;
	if (message == 0) {
		act_say_mail(call, "Aucun courrier ne part : aucun envoi "
		    "classé à qui répondre.");
		return true;
	}
	row = store_message(call->store, message, error);
	if (row == NULL)
		return false;
	report = report_decode(row->report, strlen(row->report), error);
	ok = report != NULL;
	if (ok) {
		reading = decide_read(call->conf, report, row->received_at);
		ok = write_letter(call, d, to, row, report, reading, error);
		reading_free(reading);
	}
	message_row_free(row);
	return ok;
}

/* What is told once the state is another: a state that can be told. */
static bool
is_news(const struct dossier *d, const struct standing *before,
    const char *after)
{
	return d->status != DOSSIER_REVIEW && d->withdrawn_at == 0 &&
	    (before->state == NULL || strcmp(before->state, after) != 0);
}

bool
act_settle(struct act_call *call, struct dossier *d,
    const struct standing *before, const char *what, GError **error)
{
	const struct campaign *campaign = act_campaign(call, d, error);
	struct trace trace = { .who = call->who, .what = what,
		.why = call->request->why, .before = before->state };
	g_autofree char *after = NULL;

	if (campaign == NULL)
		return false;
	decide_dossier(campaign, d);
	after = act_state(d);
	act_say(call, "%s : le dossier est %s.", d->reference, after);
	/* Before it is written: the letter sets the day to complete. */
	if (is_news(d, before, after) &&
	    !act_tell(call, d, NULL, error))
		return false;
	trace.dossier = d->id;
	trace.after = after;
	return store_save_dossier(call->store, d, NULL, error) &&
	    store_trace(call->store, &trace, call->now, error);
}
