/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decide: examined messages, in order of reception, one transaction each:
 * the decision, its dossiers, its history and its reply are recorded
 * together or not at all.
 */
#include <string.h>

#include "decide.h"
#include "error.h"
#include "fold.h"
#include "log.h"
#include "report-json.h"
#include "service.h"

/* Rows taken at a time. */
#define BATCH 200u

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

static struct facts *
ask_facts(struct service *service, const struct message_row *row,
    const struct report *report, const struct reading *reading,
    GError **error)
{
	g_autoptr(GPtrArray) documents = document_sums(report);
	g_autoptr(GPtrArray) words = name_words(reading);
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
		.delivery_about = report->delivery != NULL ?
		    report->delivery->about : NULL,
		.received_at = row->received_at,
	};

	return store_facts(service->store, &keys, error);
}

static const char *
prefix_of(const void *context, const char *campaign_id)
{
	const struct conf *conf = context;
	const struct campaign *campaign = campaigns_find(conf->campaigns,
	    campaign_id);

	g_assert(campaign != NULL);
	return campaign->reference_prefix;
}

static bool
queue_reply(struct service *service, const struct message_row *row,
    const struct report *report, const struct decision *decision,
    GError **error)
{
	const struct conf *conf = service->conf;
	const struct letter letter = { .conf = conf, .report = report,
		.decision = decision, .received_at = row->received_at,
		.now = service_now(), .sha256 = row->sha256 };
	bool held = decision->reply.held ||
	    conf->settings->mode == SEND_HOLD;
	struct reply_row reply = { .message = row->id,
		.kind = decision->reply.kind, .to = decision->reply.to,
		.state = held ? REPLY_STATE_HELD : REPLY_STATE_QUEUED,
		.due_at = letter.now };
	bool ok;

	if (decision->reply.kind == REPLY_NONE ||
	    conf->settings->mode == SEND_OFF)
		return true;
	reply.bytes = outbox_compose(&letter, conf->templates,
	    &reply.message_id, &reply.name, error);
	ok = reply.bytes != NULL &&
	    store_queue_reply(service->store, &reply,
		decision->reply.held_reason, letter.now, error);
	g_free(reply.message_id);
	g_free(reply.name);
	if (reply.bytes != NULL)
		g_bytes_unref(reply.bytes);
	return ok;
}

/* The one transaction of a message. */
static bool
record(struct service *service, const struct message_row *row,
    const struct report *report, struct decision *decision, GError **error)
{
	if (!store_begin(service->store, error))
		return false;
	if (!store_settle(service->store, row->id, decision, prefix_of,
		service->conf, service_now(), error) ||
	    !queue_reply(service, row, report, decision, error)) {
		store_rollback(service->store);
		return false;
	}
	if (!store_commit(service->store, error))
		return false;
	service->settled++;
	log_message(LOG_LEVEL_INFO, row->id, "settled: %s, reply %s",
	    outcome_word(decision->outcome),
	    reply_kind_word(decision->reply.kind));
	return true;
}

static bool
decide_one(struct service *service, const struct message_row *row,
    GError **error)
{
	OWNED(report) report = NULL;
	OWNED(decision) decision = NULL;
	struct reading *reading;
	struct facts *facts;
	bool ok = false;

	report = report_decode(row->report, strlen(row->report), error);
	if (report == NULL)
		return false;
	reading = decide_read(service->conf, report, row->received_at);
	facts = ask_facts(service, row, report, reading, error);
	if (facts != NULL) {
		decision = decide_settle(service->conf, report, reading,
		    facts, row->received_at);
		ok = record(service, row, report, decision, error);
	}
	facts_free(facts);
	reading_free(reading);
	return ok;
}

bool
step_decide(struct service *service, GError **error)
{
	for (;;) {
		g_autoptr(GPtrArray) rows = store_messages_in(service->store,
		    MESSAGE_EXAMINED, BATCH, error);

		if (rows == NULL)
			return false;
		for (unsigned i = 0; i < rows->len; i++) {
			if (service_stopping(service))
				return true;
			if (!decide_one(service, rows->pdata[i], error))
				return false;
		}
		if (rows->len == 0)
			return true;
	}
}
