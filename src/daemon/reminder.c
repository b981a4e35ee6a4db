/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders: see reminder.h. */
#include "reminder.h"

#include <string.h>

#include "digest.h"
#include "error.h"
#include "outbox.h"
#include "queries.h"
#include "rulings.h"
#include "service.h"

#define DAY_S (24 * 3600)
/* A digest is a matter of days: the service looks that often. */
#define LOOK_EVERY_S 3600

static void
reminder_free(void *pointer)
{
	struct reminder *reminder = pointer;

	g_free(reminder->recipient);
	g_ptr_array_unref(reminder->dossiers);
	g_free(reminder);
}

static void
free_dossier(void *dossier)
{
	dossier_free(dossier);
}

/* The digest of a recipient, begun where there is none. */
static struct reminder *
reminder_for(GPtrArray *all, const struct campaign *campaign,
    const struct deadline *deadline, const char *recipient)
{
	struct reminder *reminder;

	for (unsigned i = 0; i < all->len; i++) {
		reminder = all->pdata[i];
		if (reminder->deadline == deadline &&
		    strcmp(reminder->recipient, recipient) == 0)
			return reminder;
	}
	reminder = g_new0(struct reminder, 1);
	reminder->campaign = campaign;
	reminder->deadline = deadline;
	reminder->recipient = g_strdup(recipient);
	reminder->dossiers = g_ptr_array_new_with_free_func(free_dossier);
	g_ptr_array_add(all, reminder);
	return reminder;
}

/* A dossier into its DAM's digest, if that has not left already. */
static bool
add_dossier(GPtrArray *all, struct store *store,
    const struct campaign *campaign, const struct deadline *deadline,
    const struct dossier *head, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *recipient = store_dam_of(store, head->id, &problem);
	bool reminded = false;
	struct dossier *d;

	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (recipient == NULL)
		return true; /* no DAM has sent for it */
	if (!store_reminded(store, campaign->id, deadline->id, recipient,
		&reminded, error))
		return false;
	if (reminded)
		return true;
	d = store_dossier(store, head->reference, error);
	if (d != NULL)
		g_ptr_array_add(reminder_for(all, campaign, deadline,
		    recipient)->dossiers, d);
	return d != NULL;
}

static bool
add_deadline(GPtrArray *all, struct store *store,
    const struct campaign *campaign, const struct deadline *deadline,
    GError **error)
{
	const struct dossier_filter filter = { .campaign = campaign->id,
		.deadline = deadline->id, .status = DOSSIER_INCOMPLETE,
		.late = 0, .brief = true };
	g_autoptr(GPtrArray) heads = queries_dossiers(store, &filter, error);

	for (unsigned i = 0; heads != NULL && i < heads->len; i++) {
		if (!add_dossier(all, store, campaign, deadline,
			heads->pdata[i], error))
			return false;
	}
	return heads != NULL;
}

/* closes_at is the end of the last day: that day counts too. */
static bool
is_near(const struct deadline *deadline, unsigned days, int64_t now)
{
	return now < deadline->closes_at &&
	    now >= deadline->closes_at - ((int64_t)days + 1) * DAY_S;
}

GPtrArray *
reminder_due(struct conf *conf, struct store *store, unsigned days,
    int64_t now, GError **error)
{
	const GPtrArray *campaigns = conf->campaigns->campaigns;
	GPtrArray *all = g_ptr_array_new_with_free_func(reminder_free);
	bool ok = true;

	for (unsigned c = 0; ok && c < campaigns->len; c++) {
		const struct campaign *campaign = campaigns->pdata[c];

		for (unsigned i = 0; ok && i < campaign->deadlines->len;
		    i++) {
			const struct deadline *deadline =
			    campaign->deadlines->pdata[i];

			if (is_near(deadline, days, now))
				ok = add_deadline(all, store, campaign,
				    deadline, error);
		}
	}
	if (!ok)
		g_clear_pointer(&all, g_ptr_array_unref);
	return all;
}

/* What makes its Message-ID: the same digest has the same. */
static char *
identity_of(const struct reminder *reminder)
{
	g_autofree char *text = g_strjoin("\n", "reminder",
	    reminder->campaign->id, reminder->deadline->id,
	    reminder->recipient, NULL);

	return digest_of(text, strlen(text));
}

static GBytes *
compose(struct conf *conf, const struct reminder *reminder, int64_t act,
    int64_t now, struct reply_row *row, GError **error)
{
	OWNED(report) nothing = report_new();
	OWNED(decision) decision = decision_new();
	g_autofree char *digest = identity_of(reminder);
	const struct letter letter = { .conf = conf, .report = nothing,
		.decision = decision, .received_at = now, .now = now,
		.sha256 = digest, .name = "rappel.eml", .act = act };
	GBytes *bytes;

	decision->campaign = g_strdup(reminder->campaign->id);
	decision->reply.kind = REPLY_REMINDER;
	decision->reply.to = g_strdup(reminder->recipient);
	for (unsigned i = 0; i < reminder->dossiers->len; i++)
		g_ptr_array_add(decision->dossiers,
		    reminder->dossiers->pdata[i]);
	bytes = outbox_compose(&letter, conf->templates, &row->message_id,
	    &row->name, error);
	while (decision->dossiers->len > 0) /* they stay the reminder's */
		g_ptr_array_steal_index(decision->dossiers, 0);
	return bytes;
}

bool
reminder_queue(struct conf *conf, struct store *store,
    const struct reminder *reminder, int64_t act, int64_t now,
    int64_t due_at, GError **error)
{
	bool held = conf->settings->mode == SEND_HOLD;
	struct reply_row row = { .act = act, .kind = REPLY_REMINDER,
		.state = held ? REPLY_STATE_HELD : REPLY_STATE_QUEUED,
		.to = reminder->recipient, .due_at = due_at };
	bool ok;

	row.bytes = compose(conf, reminder, act, now, &row, error);
	if (row.bytes == NULL)
		return false;
	ok = store_queue_reply(store, &row, held ? "mode = hold" : NULL, now,
		 error) &&
	    store_add_reminder(store, reminder->campaign->id,
		reminder->deadline->id, reminder->recipient, row.id, now,
		error);
	g_free(row.message_id);
	g_free(row.name);
	g_bytes_unref(row.bytes);
	return ok;
}

static bool
remind_all(struct service *service, const GPtrArray *due, int64_t now,
    GError **error)
{
	if (!store_begin(service->store, error))
		return false;
	for (unsigned i = 0; i < due->len; i++) {
		if (!reminder_queue(service->conf, service->store,
			due->pdata[i], 0, now, now, error)) {
			store_rollback(service->store);
			return false;
		}
	}
	service->tally.queued += due->len;
	return store_commit(service->store, error);
}

/* That a deadline is near is not said by a wrong clock. */
static bool
trust_clock(GError **error)
{
	int hours = service_clock_wrong_by();

	return hours == 0 || error_set(error, ASR_ERROR_REFUSED,
	    "reminders wait: since the service started the clock was set %s "
	    "by %d hours; see that it is right and restart the service",
	    hours > 0 ? "ahead" : "back", ABS(hours));
}

bool
step_remind(struct service *service, GError **error)
{
	static int64_t look_at; /* of the clock that never jumps */
	const struct settings *settings = service->conf->settings;
	g_autoptr(GPtrArray) due = NULL;
	int64_t now = service_now();

	if (settings->reminder_days == 0 || settings->mode == SEND_OFF ||
	    service_clock() < look_at)
		return true;
	due = reminder_due(service->conf, service->store,
	    settings->reminder_days, now, error);
	if (due == NULL || (due->len > 0 && (!trust_clock(error) ||
		!remind_all(service, due, now, error))))
		return false;
	look_at = service_clock() + LOOK_EVERY_S;
	return true;
}
