/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decide: examined messages, in order of reception (none that came earlier
 * is still being fetched or examined), one transaction each: the decision,
 * its dossiers, its history and its reply are recorded together or not at
 * all.
 */
#include <string.h>

#include "board.h"
#include "decide.h"
#include "error.h"
#include "fold.h"
#include "log.h"
#include "report-json.h"
#include "service.h"
#include "signals.h"
#include "step-decide.h"

/* The message being decided. */
struct subject {
	const struct message_row *row;
	const struct report *report;
	struct reading *reading;
};

enum answering {
	ANSWER_FAILED, /* the store did */
	CANNOT_ANSWER, /* no reply could be written to this sender */
	ANSWERED,      /* or nothing was to be answered */
};

static void
add_words(GPtrArray *words, const char *name)
{
	g_auto(GStrv) folded = fold_words(name);
	g_autofree char *joined = g_strjoinv("", folded);

	for (unsigned i = 0; folded[i] != NULL; i++) {
		if (folded[i][0] != '\0')
			g_ptr_array_add(words, g_strdup(folded[i]));
	}
	if (joined[0] != '\0')
		g_ptr_array_add(words, g_steal_pointer(&joined));
}

/* The words under which the store may know the candidates. */
static GPtrArray *
name_words(const struct reading *reading)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; i < reading->candidates->len; i++) {
		const struct candidate *c = reading->candidates->pdata[i];

		add_words(words, c->family_name);
		for (unsigned n = 0; n < c->other_names->len; n++)
			add_words(words, c->other_names->pdata[n]);
	}
	return words;
}

/* The hospitals whose dossiers it may be about: char *, borrowed. */
static GPtrArray *
employers(const struct reading *reading)
{
	GPtrArray *codes = g_ptr_array_new();

	for (unsigned i = 0; i < reading->establishments->len; i++) {
		const struct establishment *e =
		    reading->establishments->pdata[i];

		g_ptr_array_add(codes, e->code);
	}
	for (unsigned i = 0; i < reading->candidates->len; i++) {
		const struct candidate *c = reading->candidates->pdata[i];

		if (c->establishment != NULL)
			g_ptr_array_add(codes, c->establishment);
	}
	return codes;
}

static GPtrArray *
document_sums(const struct report *report)
{
	GPtrArray *sums = g_ptr_array_new();

	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report->parts->pdata[i];

		if (part->role == PART_DOCUMENT && part->sha256 != NULL)
			g_ptr_array_add(sums, part->sha256);
	}
	return sums;
}

struct facts *
decide_step_facts(struct store *store, const struct message_row *row,
    const struct report *report, const struct reading *reading,
    GError **error)
{
	g_autoptr(GPtrArray) documents = document_sums(report);
	g_autoptr(GPtrArray) words = name_words(reading);
	g_autoptr(GPtrArray) codes = employers(reading);
	const struct reading_keys keys = {
		.message = row->id,
		.sha256 = row->sha256,
		.message_id = report->message_id,
		.campaign = reading->campaign != NULL ?
		    reading->campaign->id : NULL,
		.sender = reading->sender_address,
		.documents = documents,
		.references = reading->references,
		.thread = reading->thread,
		.name_words = words,
		.establishments = codes,
		.delivery_about = report->delivery != NULL ?
		    report->delivery->about : NULL,
		.received_at = row->received_at,
	};

	return store_facts(store, &keys, error);
}

const char *
decide_step_prefix(const void *context, const char *campaign_id)
{
	const struct conf *conf = context;
	const struct campaign *campaign = campaigns_find(conf->campaigns,
	    campaign_id);

	g_assert(campaign != NULL);
	return campaign->reference_prefix;
}

/* A reply as composed, on its way into the store. */
static bool
queue(struct service *service, struct reply_row *reply,
    const struct decision *decision, GError **error)
{
	enum send_mode mode = service->conf->settings->mode;
	bool held = decision->reply.held || mode == SEND_HOLD;
	const char *why = decision->reply.held ?
	    decision->reply.held_reason :
	    held ? "mode = hold" : NULL;

	reply->state = held ? REPLY_STATE_HELD : REPLY_STATE_QUEUED;
	service->tally.queued++;
	service->tally.held += held;
	return store_queue_reply(service->store, reply, why, service_now(),
	    error);
}

/*
 * A dossier often comes in several messages: the reply waits for the quiet
 * period, and takes the place of those that still wait.
 */
static bool
wait_for_more(struct service *service, struct reply_row *reply,
    const struct decision *decision, GError **error)
{
	unsigned quiet_s = service->conf->settings->quiet_period_s;
	int64_t now = reply->due_at;

	if (quiet_s == 0 || decision->dossiers->len == 0)
		return true;
	reply->due_at += quiet_s;
	return store_gather_replies(service->store, reply->message,
	    reply->to, now, error);
}

static enum answering
queue_reply(struct service *service, const struct subject *subject,
    const struct decision *decision, GError **error)
{
	const struct conf *conf = service->conf;
	const struct message_row *row = subject->row;
	g_autoptr(GError) problem = NULL;
	const struct letter letter = { .conf = conf,
		.report = subject->report,
		.decision = decision,
		.received_at = row->received_at,
		.now = service_now(),
		.sha256 = row->sha256,
		.name = row->name,
		.has_link = subject->reading->has_transfer_link };
	struct reply_row reply = { .message = row->id,
		.kind = decision->reply.kind,
		.to = decision->reply.to,
		.missing = decision->reply.missing,
		.due_at = letter.now };
	enum answering done;

	if (decision->reply.kind == REPLY_NONE ||
	    conf->settings->mode == SEND_OFF)
		return ANSWERED;
	reply.bytes = outbox_compose(&letter, conf->templates,
	    &reply.message_id, &reply.name, &problem);
	if (reply.bytes == NULL) {
		log_message(LOG_LEVEL_WARNING, row->id, "no reply: %s",
		    problem->message);
		return CANNOT_ANSWER;
	}
	done = wait_for_more(service, &reply, decision, error) &&
	    queue(service, &reply, decision, error) ? ANSWERED :
						      ANSWER_FAILED;
	g_free(reply.message_id);
	g_free(reply.name);
	g_bytes_unref(reply.bytes);
	return done;
}

/* The one transaction of a message. */
static enum answering
record(struct service *service, const struct subject *subject,
    struct decision *decision, GError **error)
{
	enum answering done = ANSWER_FAILED;

	if (!store_begin_lazily(service->store, error))
		return ANSWER_FAILED;
	if (store_settle(service->store, subject->row->id, decision,
		decide_step_prefix, service->conf, service_now(), error))
		done = queue_reply(service, subject, decision, error);
	if (done != ANSWERED) {
		store_rollback(service->store);
		return done;
	}
	if (!store_commit(service->store, error))
		return ANSWER_FAILED;
	if (decision->reply.kind != REPLY_NONE)
		board_ring(DUTY_COURIER);
	service->tally.settled[decision->outcome]++;
	log_message(LOG_LEVEL_INFO, subject->row->id, "%s, reply %s",
	    outcome_word(decision->outcome),
	    reply_kind_word(decision->reply.kind));
	for (unsigned i = 0; i < decision->dossiers->len; i++) {
		const struct dossier *d = decision->dossiers->pdata[i];

		log_dossier(LOG_LEVEL_INFO, subject->row->id, d->reference,
		    "%s", dossier_status_word(d->status));
	}
	board_alive();
	return ANSWERED;
}

/* Takes the reply out of a decision and asks a person instead. */
static void
leave_unanswered(struct decision *decision)
{
	decision->reply.kind = REPLY_NONE;
	g_clear_pointer(&decision->reply.to, g_free);
	g_ptr_array_add(decision->review_reasons, g_strdup("la réponse n’a "
	    "pas pu être rédigée : l’adresse ne s’y prête pas"));
}

static bool
settle(struct service *service, const struct subject *subject,
    const struct facts *facts, GError **error)
{
	enum answering done;

	for (unsigned i = 0; i < 2; i++) {
		OWNED(decision) decision = decide_settle(service->conf,
		    subject->report, subject->reading, facts,
		    subject->row->received_at);

		if (i > 0)
			leave_unanswered(decision);
		done = record(service, subject, decision, error);
		if (done != CANNOT_ANSWER)
			return done == ANSWERED;
	}
	g_assert_not_reached(); /* without a reply there is an answer */
}

static bool
decide_report(struct service *service, const struct message_row *row,
    const struct report *report, GError **error)
{
	struct subject subject = { .row = row, .report = report };
	struct facts *facts;
	bool ok;

	subject.reading = decide_read(service->conf, report,
	    row->received_at);
	facts = decide_step_facts(service->store, row, report,
	    subject.reading, error);
	ok = facts != NULL && settle(service, &subject, facts, error);
	facts_free(facts);
	reading_free(subject.reading);
	return ok;
}

/* A message that goes to a person whatever its report says. */
static bool
give_to_a_person(struct service *service, const struct message_row *row,
    const char *why, GError **error)
{
	OWNED(decision) decision = decide_unreadable(why);

	if (!store_settle(service->store, row->id, decision,
		decide_step_prefix, service->conf, service_now(), error))
		return false;
	service->tally.settled[decision->outcome]++;
	return true;
}

/* Only the header of a message too large was taken: nothing is said of
 * what it holds. */
static char *
say_too_large(const struct message_row *row)
{
	guint64 tenths = ((guint64)row->size + 50000) / 100000;

	return g_strdup_printf("message de %" G_GUINT64_FORMAT ",%"
	    G_GUINT64_FORMAT " Mo, plus que la taille permise "
	    "(max-message-size) : seul son en-tête a été lu",
	    tenths / 10, tenths % 10);
}

static bool
decide_one(struct service *service, const struct message_row *row,
    GError **error)
{
	g_autoptr(GError) problem = NULL;
	OWNED(report) report = NULL;

	if (row->size > service->conf->settings->max_message_bytes) {
		g_autofree char *why = say_too_large(row);

		return give_to_a_person(service, row, why, error);
	}
	report = report_decode(row->report, strlen(row->report), &problem);
	if (report != NULL)
		return decide_report(service, row, report, error);
	/* Recorded by another version: one row must not stop the others. */
	log_message(LOG_LEVEL_ERROR, row->id, "its report cannot be read: %s",
	    problem->message);
	return give_to_a_person(service, row,
	    "le compte rendu d’examen enregistré ne peut plus être lu",
	    error);
}

bool
step_decide(struct service *service, GError **error)
{
	bool ok = true, more = true;

	while (ok && more && !signals_stop()) {
		/* One at a time: a report can have megabytes. */
		OWNED(message_row) row = NULL;

		ok = store_next_to_decide(service->store, &row, error);
		more = row != NULL;
		if (ok && more)
			ok = decide_one(service, row, error);
	}
	return ok;
}
