/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Send: every reply that is due leaves, or its next try is set.  The
 * attempt is a row before the connection opens, so that a crash in between
 * is known.
 */
#include "board.h"
#include "error.h"
#include "log.h"
#include "service.h"
#include "signals.h"

/* Replies of one pass; more are a matter for the next. */
#define REPLIES_MAX 10000u
/* RFC 5321 §4.5.4.1: give up after four or five days. */
#define GIVE_UP_S (5 * 24 * 3600)
/* The first pause and the longest; it doubles in between. */
#define PAUSE_FIRST_S 60
#define PAUSE_LONGEST_S (4 * 3600)
/* A doubtful delivery is tried once more, when the server has had time to
 * show what became of it. */
#define PAUSE_DOUBTFUL_S (15 * 60)
/* What the fuse counts over: settings' replies_per_hour. */
#define FUSE_S 3600
/* So many in a row that could not leave: the server is down, and each
 * further one would wait for its time limit. */
#define DELAYED_IN_A_ROW_MAX 3u

/* Without patience the next start is the next try: no pause. */
static int64_t
pause_after(const struct service *service, unsigned attempts)
{
	unsigned doublings = MIN(attempts, 16);

	if (!service->patient)
		return 0;
	return MIN((int64_t)PAUSE_FIRST_S << doublings,
	    (int64_t)PAUSE_LONGEST_S);
}

/* What the attempt's outcome makes of the reply, and when it is due again. */
static enum reply_state
next_state(const struct service *service, const struct reply_row *reply,
    enum courier_outcome outcome, int64_t now, int64_t *due_at_r)
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
	if (now - reply->queued_at > GIVE_UP_S &&
	    service_clock_wrong_by() == 0)
		return REPLY_STATE_FAILED;
	*due_at_r = now + pause_after(service, reply->attempts);
	return reply->state;
}

static void
count(struct service *service, const struct reply_row *reply,
    enum reply_state state, const char *text)
{
	if (state == REPLY_STATE_SENT) {
		service->tally.sent++;
	} else if (state == REPLY_STATE_FAILED) {
		service->tally.given_up++;
		log_message(LOG_LEVEL_ERROR, reply->message,
		    "its reply was given up: %s", text);
	} else {
		service->tally.delayed++;
		log_message(LOG_LEVEL_WARNING, reply->message,
		    "its reply did not leave yet: %s", text);
	}
}

static bool
end_attempt(struct service *service, const struct reply_row *reply,
    enum courier_outcome outcome, const char *text, GError **error)
{
	int64_t due_at, now = service_now();
	enum reply_state state = next_state(service, reply, outcome, now,
	    &due_at);

	count(service, reply, state, text != NULL ? text : "");
	return store_end_attempt(service->store, reply->id, state, due_at,
	    text, now, error);
}

/* The reply under way, for the mark before its end. */
struct sending {
	struct service *service;
	const struct reply_row *reply;
	GError **error;
};

static bool
mark(void *context)
{
	struct sending *sending = context;

	return store_mark_attempt(sending->service->store,
	    sending->reply->id, sending->error);
}

static bool
send_one(struct service *service, const struct reply_row *reply,
    enum courier_outcome *outcome_r, GError **error)
{
	struct courier *courier = service->links->courier;
	g_autoptr(GError) problem = NULL;
	struct sending sending = { service, reply, &problem };
	g_autofree char *text = NULL;
	bool wanted = false;

	*outcome_r = COURIER_SENT;
	if (!store_begin_attempt(service->store, reply->id, service_now(),
		&wanted, error))
		return false;
	board_alive();
	if (!wanted) /* an agent took it back */
		return true;
	courier->before_end = mark;
	courier->before_end_context = &sending;
	*outcome_r = courier->ops->send(courier, reply->name, reply->to,
	    reply->bytes, &text);
	courier->before_end = NULL;
	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	return end_attempt(service, reply, *outcome_r, text, error);
}

/*
 * Attempts that a crash cut off.  Without the mark the server never had the
 * whole reply: it leaves again as if nothing had been.  With it the reply
 * is doubtful, as when the connection broke there.
 */
static bool
end_interrupted(struct service *service, GError **error)
{
	g_autoptr(GPtrArray) rows = store_interrupted(service->store, error);

	for (unsigned i = 0; rows != NULL && i < rows->len; i++) {
		const struct interrupted *row = rows->pdata[i];
		unsigned delayed = service->tally.delayed;

		if (!end_attempt(service, &row->reply,
			row->marked ? COURIER_DOUBTFUL : COURIER_LATER,
			"interrupted", error))
			return false;
		if (!row->marked) /* its turn comes in this very pass */
			service->tally.delayed = delayed;
	}
	return rows != NULL;
}

/* Both or none: a reason without the pause would be taken for a fuse that an
 * agent has mended. */
static bool
pause_sending(struct service *service, const char *why, GError **error)
{
	if (!store_begin(service->store, error))
		return false;
	if (store_set_note(service->store, STORE_SEND_PAUSED_WHY, why,
		error) &&
	    store_set_note(service->store, STORE_SEND_PAUSED, "true", error))
		return store_commit(service->store, error);
	store_rollback(service->store);
	return false;
}

/*
 * The fuse: whatever goes wrong, a loop or a wrong registry, so many
 * replies in an hour are the end of it until an agent has looked.  Mail is
 * received and decided all the same.
 */
static bool
blow_fuse(struct service *service, bool *blown_r, GError **error)
{
	unsigned most = service->conf->settings->replies_per_hour;
	g_autofree char *mended = store_note(service->store,
	    STORE_FUSE_MENDED, NULL);
	int64_t mended_at = mended != NULL ?
	    g_ascii_strtoll(mended, NULL, 10) : 0;
	int64_t now = service_now(), since = now - FUSE_S;
	g_autofree char *why = NULL;
	unsigned sent;

	*blown_r = false;
	if (mended_at <= now) /* else by a clock that was ahead */
		since = MAX(since, mended_at);
	if (!store_count_sent(service->store, since, now, &sent, error))
		return false;
	if (sent < most)
		return true;
	*blown_r = true;
	why = g_strdup_printf("%u réponses en une heure "
	    "(replies-per-hour = %u)", sent, most);
	log_line(LOG_LEVEL_ERROR, "%u replies within an hour: no more leave "
	    "until an agent lets them", sent);
	return pause_sending(service, why, error);
}

static bool
is_paused(struct service *service)
{
	g_autofree char *paused = store_note(service->store,
	    STORE_SEND_PAUSED, NULL);

	return g_strcmp0(paused, "true") == 0;
}

/* Whoever pauses it means the replies of this pass, too. */
static bool
send_all(struct service *service, const GPtrArray *due, GError **error)
{
	unsigned delayed_in_a_row = 0;

	for (unsigned i = 0; i < due->len && !signals_stop() &&
	    !is_paused(service); i++) {
		enum courier_outcome outcome;
		bool blown;

		if (!blow_fuse(service, &blown, error))
			return false;
		if (blown)
			break;
		if (!send_one(service, due->pdata[i], &outcome, error))
			return false;
		delayed_in_a_row = outcome == COURIER_LATER ?
		    delayed_in_a_row + 1 : 0;
		if (delayed_in_a_row == DELAYED_IN_A_ROW_MAX) {
			service->tally.delayed += due->len - i - 1;
			break;
		}
	}
	return true;
}

/* What is said outside must be on the disk first, and what came of it
 * soon after. */
static bool
send_synced(struct service *service, const GPtrArray *due, GError **error)
{
	bool ok;

	if (due->len == 0)
		return true;
	ok = store_sync(service->store, error) &&
	    send_all(service, due, error);
	return store_sync(service->store, ok ? error : NULL) && ok;
}

/* An agent has looked at a blown fuse and lets replies leave: those of
 * before no longer count. */
static bool
mend_fuse(struct service *service, GError **error)
{
	g_autofree char *why = store_note(service->store,
	    STORE_SEND_PAUSED_WHY, NULL);
	g_autofree char *now = g_strdup_printf("%" G_GINT64_FORMAT,
	    service_now());

	if (why == NULL || why[0] == '\0')
		return true;
	return store_set_note(service->store, STORE_FUSE_MENDED, now,
		   error) &&
	    store_set_note(service->store, STORE_SEND_PAUSED_WHY, "", error);
}

/* Each reply is tried once in a pass, whatever comes of it. */
bool
step_send(struct service *service, GError **error)
{
	g_autoptr(GPtrArray) due = NULL;

	if (service->conf->settings->mode == SEND_OFF || is_paused(service))
		return true;
	if (!mend_fuse(service, error) || !end_interrupted(service, error))
		return false;
	due = store_replies_due(service->store, service_now(), REPLIES_MAX,
	    error);
	return due != NULL && send_synced(service, due, error) &&
	    service_note_certificate(service, "courier",
		service->links->courier->certificate_end, error);
}
