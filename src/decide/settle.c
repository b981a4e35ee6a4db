/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of a message: decide_settle of decide.h.  The table below
 * holds the rules of doc/decisions.md in their order; the first that
 * applies decides.
 */
#include "decide.h"
#include "filing.h"
#include "reply.h"
#include "say.h"

static bool
is_automatic(const struct filing *filing)
{
	return filing->reading->sender == SENDER_AUTOMATIC;
}

/* What a report is about is still under way, or was had: RFC 3464 §2.3.3,
 * and for receipts RFC 8098 §3.2.6.  Whatever else it says, it came back. */
static bool
is_still_out(const struct delivery_report *delivery)
{
	static const char *const actions[] = { "delayed", "delivered",
		"relayed", "expanded", "displayed", "deleted", "dispatched",
		"processed", "denied", NULL };

	return delivery != NULL && delivery->action != NULL &&
	    g_strv_contains(actions, delivery->action);
}

static void
settle_automatic(struct filing *filing)
{
	struct decision *decision = filing->decision;

	decision->outcome = OUTCOME_AUTOMATIC;
	if (filing->facts->reported_reply == 0)
		return;
	say(decision->evidence, "rapport de remise d’une de nos réponses");
	if (!is_still_out(filing->report->delivery))
		decision->bounced_reply = filing->facts->reported_reply;
}

static bool
is_duplicate(const struct filing *filing)
{
	return !filing->facts->accepted &&
	    (filing->facts->same_bytes || filing->facts->same_documents);
}

static void
settle_duplicate(struct filing *filing)
{
	filing->decision->outcome = OUTCOME_DUPLICATE;
	say(filing->decision->evidence, filing->facts->same_bytes ?
		"déjà reçu, octet pour octet" :
		"déjà reçu : même Message-ID et mêmes documents");
}

static bool
is_forged(const struct filing *filing)
{
	return filing->reading->sender == SENDER_FORGED &&
	    !filing->facts->accepted;
}

static void
settle_forged(struct filing *filing)
{
	filing->decision->outcome = OUTCOME_REVIEW;
	say(filing->decision->review_reasons, "l’adresse est celle d’un "
	    "établissement connu, mais notre serveur dit qu’elle est "
	    "usurpée ; personne n’a reçu de réponse");
	filing_keep(filing);
}

/* A DAM's own submission; an agent's word makes one of anything. */
static bool
is_submission(const struct filing *filing)
{
	const struct reading *reading = filing->reading;
	bool submitter = filing->facts->accepted ||
	    (reading->sender == SENDER_DAM && !reading->unproven) ||
	    (reading->campaign != NULL &&
		reading->campaign->candidate_submits && !reading->fails);

	return submitter && reading->has_documents &&
	    reading->campaign != NULL && reading->campaign->form != NULL;
}

static void
settle_submission(struct filing *filing)
{
	struct decision *decision = filing->decision;

	if (filing->reading->other_scheme && !filing->facts->accepted) {
		decision->outcome = OUTCOME_REVIEW;
		say(decision->review_reasons, "parle d’un autre dispositif "
		    "ou d’une autre région");
		filing_keep(filing);
		reply_plain(filing, REPLY_REGISTERED);
		return;
	}
	decision->outcome = filing_file(filing) ? OUTCOME_FILED :
						  OUTCOME_REVIEW;
	reply_by_dossiers(filing);
}

static bool
is_link(const struct filing *filing)
{
	const struct reading *reading = filing->reading;

	return reading->sender == SENDER_DAM && !reading->has_documents &&
	    reading->has_transfer_link;
}

static void
settle_link(struct filing *filing)
{
	filing->decision->outcome = OUTCOME_REVIEW;
	say(filing->decision->review_reasons, "les pièces sont derrière un "
	    "lien de téléchargement, qui n’est jamais ouvert ici et qui "
	    "peut expirer");
	reply_plain(filing, REPLY_REGISTERED);
}

static bool
is_of_peripheral(const struct reading *reading)
{
	for (unsigned i = 0; i < reading->establishments->len; i++) {
		const struct establishment *e =
		    reading->establishments->pdata[i];

		if (e->kind == KIND_PERIPHERAL)
			return true;
	}
	return false;
}

static bool
is_provisional(const struct filing *filing)
{
	const struct reading *reading = filing->reading;
	bool known = reading->sender == SENDER_ESTABLISHMENT ||
	    reading->sender == SENDER_DAM;

	return known && is_of_peripheral(reading) &&
	    reading->has_documents && reading->campaign != NULL &&
	    reading->campaign->form != NULL;
}

static void
settle_provisional(struct filing *filing)
{
	filing->provisional = true;
	filing->decision->outcome = OUTCOME_REVIEW;
	if (filing->reading->other_scheme)
		filing_keep(filing);
	else
		filing_file(filing);
	say_once(filing->decision->review_reasons,
	    filing->reading->unproven ?
		"adresse DAM non prouvée : à accepter ou à écarter" :
		"adresse de l’établissement, mais pas de sa DAM : à accepter "
		"ou à écarter");
	reply_plain(filing, REPLY_REGISTERED);
}

/* A finding that speaks of a dossier: a piece, or a name that says one. */
static bool
has_piece(const GPtrArray *findings)
{
	for (unsigned i = 0; i < findings->len; i++) {
		const struct finding *f = findings->pdata[i];

		if (f->kind != FINDING_OTHER && f->piece != NULL)
			return true;
	}
	return false;
}

static bool
is_inadmissible(const struct filing *filing)
{
	const struct reading *reading = filing->reading;

	/* Who may submit for another scheme is not for us to say. */
	if (reading->other_scheme)
		return false;
	if (has_piece(reading->unassigned))
		return true;
	for (unsigned i = 0; i < reading->candidates->len; i++) {
		const struct candidate *c = reading->candidates->pdata[i];

		if (has_piece(c->findings))
			return true;
	}
	return false;
}

static void
settle_inadmissible(struct filing *filing)
{
	filing_keep(filing);
	if (filing->reading->sender_address == NULL) {
		filing->decision->outcome = OUTCOME_REVIEW;
		say(filing->decision->review_reasons, "des pièces, mais "
		    "l’expéditeur ne peut pas être dit : à accepter ou à "
		    "écarter");
		return;
	}
	filing->decision->outcome = OUTCOME_REFUSED;
	reply_plain(filing, REPLY_NOT_DAM);
}

static bool
is_anything(const struct filing *filing)
{
	(void)filing;
	return true;
}

static void
settle_correspondence(struct filing *filing)
{
	filing->decision->outcome = OUTCOME_CORRESPONDENCE;
	filing_keep(filing);
}

static const struct rule {
	unsigned number;
	bool (*applies)(const struct filing *filing);
	void (*settle)(struct filing *filing);
	const char *says;
} rules[] = {
	{ 1, is_automatic, settle_automatic, "message automatique" },
	{ 2, is_duplicate, settle_duplicate, "déjà reçu" },
	{ 3, is_forged, settle_forged, "adresse usurpée" },
	{ 4, is_submission, settle_submission,
	    "envoi d’une DAM avec des documents" },
	{ 5, is_link, settle_link, "envoi d’une DAM par un lien" },
	{ 6, is_provisional, settle_provisional,
	    "établissement périphérique, mais pas sa DAM" },
	{ 7, is_inadmissible, settle_inadmissible,
	    "pièces d’un dossier, par quelqu’un qui ne peut pas déposer" },
	{ 8, is_anything, settle_correspondence, "courrier" },
};

static struct decision *
begin(const struct reading *reading)
{
	struct decision *decision = decision_new();
	const struct establishment *first;

	decision->sender = reading->sender;
	if (reading->campaign != NULL)
		decision->campaign = g_strdup(reading->campaign->id);
	if (reading->establishments->len > 0) {
		first = reading->establishments->pdata[0];
		decision->establishment = g_strdup(first->code);
	}
	say_all(decision->evidence, reading->evidence);
	say_all(decision->warnings, reading->warnings);
	return decision;
}

/* One of several hospitals an address can speak for: the dossier's. */
static void
name_establishment(const struct reading *reading, struct decision *decision)
{
	const struct dossier *d;

	if (reading->establishments->len < 2 || decision->dossiers->len == 0)
		return;
	d = decision->dossiers->pdata[0];
	g_free(decision->establishment);
	decision->establishment = g_strdup(d->establishment);
}

struct decision *
decide_settle(const struct conf *conf, const struct report *report,
    const struct reading *reading, const struct facts *facts,
    int64_t received_at)
{
	struct filing filing = { .conf = conf, .report = report,
		.reading = reading, .facts = facts,
		.received_at = received_at, .decision = begin(reading) };

	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		if (!rules[i].applies(&filing))
			continue;
		say(filing.decision->evidence, "règle %u : %s",
		    rules[i].number, rules[i].says);
		rules[i].settle(&filing);
		break;
	}
	name_establishment(reading, filing.decision);
	if (report->truncated)
		say(filing.decision->warnings, "une limite a coupé la "
		    "lecture du message");
	return filing.decision;
}

struct decision *
decide_unreadable(const char *why)
{
	struct decision *decision = decision_new();

	decision->sender = SENDER_OUTSIDER;
	decision->outcome = OUTCOME_UNREADABLE;
	say(decision->review_reasons, "le message n’a pas pu être "
	    "examiné : %s", why);
	return decision;
}
