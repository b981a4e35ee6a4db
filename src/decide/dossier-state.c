/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dossier's state from its findings: decide_dossier of decide.h.  Every
 * piece is told from all the findings about it; the dossier from its
 * pieces and from what nobody could tell.
 */
#include <string.h>

#include "decide.h"
#include "say.h"

/* What the findings about one piece say together. */
struct votes {
	const struct finding *present;  /* certain and filled in */
	const struct finding *probable; /* present, but not certainly */
	const struct finding *blank;
	const struct finding *unreadable;
	bool by_agent;
};

static bool
counts(const struct finding *f)
{
	return !f->withdrawn;
}

static bool
is_about(const struct finding *f, const char *piece)
{
	return f->kind == FINDING_PIECE && counts(f) &&
	    g_strcmp0(f->piece, piece) == 0;
}

/*
 * What no DAM sent settles nothing in a dossier that one carries; in one
 * that waits for an agent as a whole it is shown as what it is.
 */
static bool
is_certain(const struct dossier *dossier, const struct finding *f)
{
	return f->by == BY_AGENT || (f->certainty == CERTAINTY_CERTAIN &&
	    (!f->provisional || dossier->provisional));
}

static void
count_vote(struct votes *votes, const struct dossier *dossier,
    const struct finding *f)
{
	bool certain = is_certain(dossier, f);

	votes->by_agent = votes->by_agent || f->by == BY_AGENT;
	switch (f->state) {
	case PIECE_PRESENT:
		if (certain)
			votes->present = f;
		else
			votes->probable = f;
		break;
	case PIECE_BLANK:
		if (certain)
			votes->blank = f;
		else
			votes->probable = f;
		break;
	case PIECE_UNREADABLE:
		votes->unreadable = f;
		break;
	default:
		votes->probable = f;
		break;
	}
}

/*
 * The newest filled one counts, the older ones stay on record; a blank
 * form beside it says nothing; what is only probable makes the piece
 * uncertain unless something certain fills it.
 */
static enum piece_state
tally(const struct votes *votes)
{
	if (votes->present != NULL)
		return PIECE_PRESENT;
	if (votes->probable != NULL)
		return PIECE_UNCERTAIN;
	if (votes->unreadable != NULL)
		return PIECE_UNREADABLE;
	return votes->blank != NULL ? PIECE_BLANK : PIECE_MISSING;
}

static struct piece_status *
judge_piece(const struct piece *piece, const struct dossier *dossier)
{
	struct piece_status *status = piece_status_new();
	struct votes votes = { 0 };

	status->piece = g_strdup(piece->id);
	status->annexe = piece->annexe;
	status->requirement = piece->requirement;
	for (unsigned i = 0; i < dossier->findings->len; i++) {
		struct finding *f = dossier->findings->pdata[i];

		if (!is_about(f, piece->id))
			continue;
		count_vote(&votes, dossier, f);
		g_ptr_array_add(status->findings, f);
	}
	status->state = tally(&votes);
	status->by = votes.by_agent ? BY_AGENT : BY_RULE;
	return status;
}

/* When the piece was there for sure for the first time; 0: it is not. */
static int64_t
first_present_at(const struct dossier *dossier,
    const struct piece_status *status)
{
	int64_t first = 0;

	for (unsigned i = 0; i < status->findings->len; i++) {
		const struct finding *f = status->findings->pdata[i];

		if (f->state == PIECE_PRESENT && is_certain(dossier, f) &&
		    (first == 0 || f->received_at < first))
			first = f->received_at;
	}
	return first;
}

static bool
is_required(const struct piece_status *status)
{
	return status->requirement == REQUIREMENT_REQUIRED;
}

/* A readable document of the same name that came later stands for one that
 * could not be read. */
static bool
is_superseded(const struct dossier *dossier, const struct finding *doubt)
{
	for (unsigned i = 0; i < dossier->findings->len; i++) {
		const struct finding *f = dossier->findings->pdata[i];

		if (f->kind != FINDING_UNIDENTIFIED && counts(f) &&
		    f->received_at > doubt->received_at &&
		    doubt->name[0] != '\0' &&
		    strcmp(f->name, doubt->name) == 0)
			return true;
	}
	return false;
}

/* ", pages 2 à 4": which stretch of a document; "" for all of it. */
static char *
stretch_of(const struct finding *f)
{
	if (f->first_page <= 1)
		return g_strdup("");
	if (f->first_page == f->last_page)
		return g_strdup_printf(", page %u", f->first_page);
	return g_strdup_printf(", pages %u à %u", f->first_page,
	    f->last_page);
}

static void
note_doubt(struct dossier *dossier, const struct finding *f)
{
	const char *name = f->name[0] != '\0' ? f->name : "(sans nom)";
	g_autofree char *stretch = stretch_of(f);

	say_once(dossier->review_reasons, "« %s »%s : %s, peut-être une "
	    "pièce qui manque", name, stretch,
	    f->state == PIECE_UNREADABLE ? "document qui n’a pas pu être lu" :
	    f->kind != FINDING_UNIDENTIFIED ? "document mal identifié" :
				       "document non identifié");
}

/* What is only probably a piece, which another fills for sure, is perhaps
 * none of its kind; what is no piece only in all likelihood may be one. */
static bool
may_be_another(const struct dossier *dossier, const struct finding *f)
{
	const struct piece_status *status;

	if (f->kind == FINDING_OTHER)
		return f->certainty != CERTAINTY_CERTAIN;
	if (f->kind != FINDING_PIECE || f->by == BY_AGENT ||
	    f->certainty == CERTAINTY_CERTAIN || f->piece == NULL)
		return false;
	status = dossier_piece(dossier, f->piece);
	return status != NULL && status->state == PIECE_PRESENT;
}

/* Documents that might be any piece that is not found. */
struct doubts {
	unsigned unread; /* nobody saw what they hold */
	unsigned read;   /* and not known for certain */
};

static struct doubts
find_doubts(struct dossier *dossier)
{
	struct doubts doubts = { 0 };

	for (unsigned i = 0; i < dossier->findings->len; i++) {
		const struct finding *f = dossier->findings->pdata[i];

		if (!counts(f) || is_superseded(dossier, f) ||
		    (f->kind != FINDING_UNIDENTIFIED &&
		    !may_be_another(dossier, f)))
			continue;
		note_doubt(dossier, f);
		if (f->state == PIECE_UNREADABLE)
			doubts.unread++;
		else
			doubts.read++;
	}
	return doubts;
}

/* How the required pieces stand together. */
struct balance {
	unsigned lacking;   /* missing, blank or unreadable */
	unsigned uncertain;
	int64_t last_at; /* when the last present one arrived */
};

static struct balance
weigh(const struct form *form, struct dossier *dossier)
{
	struct balance balance = { 0 };

	for (unsigned i = 0; i < dossier->pieces->len; i++) {
		const struct piece_status *status =
		    dossier->pieces->pdata[i];

		if (!is_required(status))
			continue;
		if (status->state == PIECE_PRESENT) {
			balance.last_at = MAX(balance.last_at,
			    first_present_at(dossier, status));
		} else if (status->state == PIECE_UNCERTAIN) {
			balance.uncertain++;
			say_once(dossier->review_reasons,
			    "la pièce « %s » est à vérifier",
			    form_piece(form, status->piece)->label);
		} else {
			balance.lacking++;
		}
	}
	return balance;
}

/* A page that was read may be any piece: none is said to be missing then.
 * Of what could not be read nothing was found, and the reasons say so. */
static void
doubt_missing(struct dossier *dossier)
{
	for (unsigned i = 0; i < dossier->pieces->len; i++) {
		struct piece_status *status = dossier->pieces->pdata[i];

		if (is_required(status) && status->state == PIECE_MISSING)
			status->state = PIECE_UNCERTAIN;
	}
}

static void
judge_status(const struct form *form, struct dossier *dossier)
{
	struct balance balance = weigh(form, dossier);
	struct doubts doubts = { 0 };

	dossier->status = DOSSIER_COMPLETE;
	if (balance.lacking + balance.uncertain > 0) {
		doubts = find_doubts(dossier);
		if (doubts.read > 0)
			doubt_missing(dossier);
		dossier->status = doubts.read + doubts.unread +
		    balance.uncertain > 0 ?
		    DOSSIER_REVIEW : DOSSIER_INCOMPLETE;
	}
	if (dossier->establishment == NULL) {
		say_once(dossier->review_reasons, "l’établissement porteur "
		    "n’est pas dit");
		dossier->status = DOSSIER_REVIEW;
	}
	if (dossier->provisional) {
		say_once(dossier->review_reasons, "l’envoi ne vient pas "
		    "d’une adresse DAM prouvée : à accepter ou à écarter");
		dossier->status = DOSSIER_REVIEW;
	}
	dossier->completed_at = dossier->status == DOSSIER_COMPLETE ?
	    balance.last_at : 0;
}

/* True when the piece came again, filled in: what was wrong with it is of
 * the past. */
static bool
is_outdone(const struct dossier *dossier, const struct finding *old)
{
	for (unsigned i = 0; i < dossier->findings->len; i++) {
		const struct finding *f = dossier->findings->pdata[i];

		if (old->piece != NULL && is_about(f, old->piece) &&
		    f->state == PIECE_PRESENT &&
		    f->certainty == CERTAINTY_CERTAIN &&
		    f->received_at > old->received_at)
			return true;
	}
	return false;
}

/* Documents' warnings begin with the piece; the others are the message's. */
static void
forget_documents_warnings(const struct form *form, struct dossier *dossier)
{
	for (unsigned i = 0; i < form->pieces->len; i++) {
		const struct piece *piece = form->pieces->pdata[i];
		g_autofree char *begin = g_strconcat(piece->label, " : ",
		    NULL);

		for (unsigned w = dossier->warnings->len; w-- > 0;) {
			if (g_str_has_prefix(dossier->warnings->pdata[w],
				begin))
				g_ptr_array_remove_index(dossier->warnings,
				    w);
		}
	}
}

/* Each document's warning, behind the name of the piece that it is. */
static void
gather_warnings(const struct form *form, struct dossier *dossier)
{
	forget_documents_warnings(form, dossier);
	for (unsigned i = 0; i < dossier->findings->len; i++) {
		const struct finding *f = dossier->findings->pdata[i];
		const struct piece *piece = f->piece != NULL ?
		    form_piece(form, f->piece) : NULL;

		if (f->warning != NULL && counts(f) &&
		    !is_outdone(dossier, f))
			say_once(dossier->warnings, "%s%s%s",
			    piece != NULL ? piece->label : "",
			    piece != NULL ? " : " : "", f->warning);
	}
}

void
decide_dossier(const struct campaign *campaign, struct dossier *dossier)
{
	const GPtrArray *pieces = campaign->form->pieces;

	g_ptr_array_set_size(dossier->pieces, 0);
	g_ptr_array_set_size(dossier->review_reasons, 0);
	for (unsigned i = 0; i < pieces->len; i++)
		g_ptr_array_add(dossier->pieces,
		    judge_piece(pieces->pdata[i], dossier));
	judge_status(campaign->form, dossier);
	gather_warnings(campaign->form, dossier);
}
