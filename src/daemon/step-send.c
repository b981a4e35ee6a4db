/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Send: every reply that is due leaves, or its next try is set.  The
 * attempt is a row before the connection opens, so that a crash in between
 * is known.
 */
#include "error.h"
#include "log.h"
#include "service.h"

/* Replies taken at a time. */
#define BATCH 50u
/* RFC 5321 §4.5.4.1: give up after four or five days. */
#define GIVE_UP_S (5 * 24 * 3600)
/* The first pause and the longest; it doubles in between. */
#define PAUSE_FIRST_S 60
#define PAUSE_LONGEST_S (4 * 3600)
/* A doubtful delivery is tried once more, when the server has had time to
 * show what became of it. */
#define PAUSE_DOUBTFUL_S (15 * 60)

static int64_t
pause_after(unsigned attempts)
{
	unsigned doublings = MIN(attempts, 16);

	return MIN((int64_t)PAUSE_FIRST_S << doublings,
	    (int64_t)PAUSE_LONGEST_S);
}

/* What the attempt's outcome makes of the reply, and when it is due again. */
static enum reply_state
next_state(const struct reply_row *reply, enum courier_outcome outcome,
    int64_t now, int64_t *due_at_r)
{
	*due_at_r = now;
	switch (outcome) {
	case COURIER_SENT:
		return REPLY_STATE_SENT;
	case COURIER_REFUSED:
		return REPLY_STATE_FAILED;
	case COURIER_DOUBTFUL:
		*due_at_r = now + PAUSE_DOUBTFUL_S;
		return reply->state == REPLY_STATE_DOUBTFUL ?
		    REPLY_STATE_FAILED : REPLY_STATE_DOUBTFUL;
	case COURIER_LATER:
		break;
	}
	if (now - reply->queued_at > GIVE_UP_S)
		return REPLY_STATE_FAILED;
	*due_at_r = now + pause_after(reply->attempts);
	return reply->state;
}

static bool
send_one(struct service *service, const struct reply_row *reply,
    GError **error)
{
	g_autofree char *text = NULL;
	enum courier_outcome outcome;
	enum reply_state state;
	int64_t due_at, now;

	if (!store_begin_attempt(service->store, reply->id, service_now(),
		error))
		return false;
	outcome = service->courier->ops->send(service->courier, reply->name,
	    reply->to, reply->bytes, &text);
	now = service_now();
	state = next_state(reply, outcome, now, &due_at);
	service->sent += state == REPLY_STATE_SENT;
	if (state == REPLY_STATE_FAILED)
		log_message(LOG_LEVEL_ERROR, reply->message,
		    "its reply was given up: %s", text != NULL ? text : "");
	else if (state != REPLY_STATE_SENT)
		log_message(LOG_LEVEL_WARNING, reply->message,
		    "its reply did not leave yet: %s",
		    text != NULL ? text : "");
	return store_end_attempt(service->store, reply->id, state, due_at,
	    text, now, error);
}

static bool
is_paused(struct service *service)
{
	g_autofree char *paused = store_note(service->store, "send-paused",
	    NULL);

	return g_strcmp0(paused, "true") == 0;
}

bool
step_send(struct service *service, GError **error)
{
	if (service->conf->settings->mode == SEND_OFF || is_paused(service))
		return true;
	for (;;) {
		g_autoptr(GPtrArray) due = store_replies_due(service->store,
		    service_now(), BATCH, error);

		if (due == NULL)
			return false;
		for (unsigned i = 0; i < due->len; i++) {
			if (service_stopping(service))
				return true;
			if (!send_one(service, due->pdata[i], error))
				return false;
		}
		if (due->len == 0)
			return true;
	}
}
