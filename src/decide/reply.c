/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reply a decision calls for: see reply.h. */
#include "reply.h"

#include <string.h>

#include "automatic.h"
#include "calendar.h"
#include "say.h"

bool
decide_may_answer(const struct reading *reading)
{
	return reading->sender_address != NULL && !reading->fails &&
	    reading->sender != SENDER_AUTOMATIC &&
	    reading->sender != SENDER_FORGED &&
	    !automatic_is_nobody(reading->sender_address);
}

void
reply_plain(struct filing *filing, enum reply_kind kind)
{
	struct reply_plan *plan = &filing->decision->reply;
	unsigned limit = filing->conf->settings->replies_per_day;

	if (!decide_may_answer(filing->reading)) {
		say(filing->decision->evidence, "aucune réponse : adresse "
		    "absente, non prouvée ou de machine");
		return;
	}
	plan->kind = kind;
	plan->to = g_strdup(filing->reading->sender_address);
	if (filing->facts->replies_today < limit)
		return;
	plan->held = true;
	plan->held_reason = g_strdup_printf("déjà %u réponses à cette "
	    "adresse en un jour", filing->facts->replies_today);
	say(filing->decision->review_reasons, "réponse retenue : %s",
	    plan->held_reason);
}

/* What one dossier calls for by itself. */
static enum reply_kind
kind_of(const struct dossier *d)
{
	if (d->status == DOSSIER_REVIEW)
		return REPLY_REGISTERED;
	if (d->late)
		return REPLY_LATE;
	return d->status == DOSSIER_INCOMPLETE ? REPLY_INCOMPLETE :
						 REPLY_COMPLETE;
}

/* enum reply_kind stands in the order registered, late, incomplete,
 * complete: the smaller is the less settled. */
G_STATIC_ASSERT(REPLY_REGISTERED < REPLY_LATE &&
    REPLY_LATE < REPLY_INCOMPLETE && REPLY_INCOMPLETE < REPLY_COMPLETE);

static bool
is_lacking(const struct piece_status *piece)
{
	return piece->requirement == REQUIREMENT_REQUIRED &&
	    piece->state != PIECE_PRESENT && piece->state != PIECE_UNCERTAIN;
}

static bool
lacks(const GPtrArray *dossiers, const char *piece)
{
	for (unsigned i = 0; i < dossiers->len; i++) {
		const struct piece_status *status = dossier_piece(
		    dossiers->pdata[i], piece);

		if (status != NULL && is_lacking(status))
			return true;
	}
	return false;
}

/* All that is missing in any dossier, in the form's order. */
static void
gather_missing(const struct form *form, const GPtrArray *dossiers,
    struct reply_plan *plan)
{
	for (unsigned i = 0; i < form->pieces->len; i++) {
		const struct piece *piece = form->pieces->pdata[i];

		if (lacks(dossiers, piece->id))
			g_ptr_array_add(plan->missing, g_strdup(piece->id));
	}
}

/* The day to complete stands in the reply, and holds from then on. */
static void
note_told(const struct campaign *campaign, const GPtrArray *dossiers,
    int64_t told_at)
{
	for (unsigned i = 0; i < dossiers->len; i++) {
		struct dossier *d = dossiers->pdata[i];
		const struct deadline *deadline = d->deadline != NULL ?
		    campaign_deadline(campaign, d->deadline) : NULL;

		if (kind_of(d) != REPLY_INCOMPLETE)
			continue;
		if (d->told_incomplete_at == 0)
			d->told_incomplete_at = told_at;
		d->complete_until = MAX(d->complete_until,
		    calendar_complete_until(campaign, deadline, told_at));
	}
}

void
reply_by_dossiers(struct filing *filing)
{
	struct decision *decision = filing->decision;
	enum reply_kind kind = REPLY_COMPLETE;

	for (unsigned i = 0; i < decision->dossiers->len; i++)
		kind = MIN(kind, kind_of(decision->dossiers->pdata[i]));
	/* What no dossier took waits for a person: nothing definite then. */
	if (decision->review_reasons->len > 0)
		kind = REPLY_REGISTERED;
	reply_plain(filing, kind);
	if (decision->reply.kind != REPLY_INCOMPLETE &&
	    decision->reply.kind != REPLY_LATE)
		return;
	gather_missing(filing->reading->campaign->form, decision->dossiers,
	    &decision->reply);
	note_told(filing->reading->campaign, decision->dossiers,
	    filing->received_at);
}

void
decide_answer(const struct campaign *campaign, struct dossier *dossier,
    int64_t told_at, struct reply_plan *plan)
{
	g_autoptr(GPtrArray) only = g_ptr_array_new();

	g_ptr_array_add(only, dossier);
	plan->kind = kind_of(dossier);
	if (plan->kind != REPLY_INCOMPLETE && plan->kind != REPLY_LATE)
		return;
	gather_missing(campaign->form, only, plan);
	note_told(campaign, only, told_at);
}
