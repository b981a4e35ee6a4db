/* SPDX-License-Identifier: GPL-3.0-or-later */
/* History and health for readers: see queries.h. */
#include "queries.h"

#include <sys/stat.h>

#include "store-private.h"

static void
free_history(void *pointer)
{
	struct history_view *h = pointer;

	g_free(h->who);
	g_free(h->what);
	g_free(h->why);
	g_free(h->reference);
	g_free(h->before);
	g_free(h->after);
	g_free(h);
}

static struct history_view *
read_history(sqlite3_stmt *st)
{
	struct history_view *h = g_new0(struct history_view, 1);

	h->at = sql_int(st, 0);
	h->who = sql_text(st, 1);
	h->what = sql_text(st, 2);
	h->why = sql_text(st, 3);
	h->reference = sql_text(st, 4);
	h->message = sql_int(st, 5);
	h->before = sql_text(st, 6);
	h->after = sql_text(st, 7);
	return h;
}

GPtrArray *
queries_history(struct store *store, const char *reference, int64_t message,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT h.at, h.who, h.what, h.why, d.reference, h.message,"
	    " h.before, h.after"
	    " FROM history h LEFT JOIN dossier d ON d.id = h.dossier"
	    " WHERE h.dossier = (SELECT id FROM dossier WHERE"
	    " reference = :reference)"
	    " OR (:reference IS NULL AND h.message = :message)"
	    " ORDER BY h.id", error);
	GPtrArray *history;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":reference", reference);
	sql_bind_int(st, ":message", message);
	history = g_ptr_array_new_with_free_func(free_history);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(history, read_history(st));
	if (got < 0)
		g_clear_pointer(&history, g_ptr_array_unref);
	return history;
}

static void
free_count(void *pointer)
{
	struct count_view *c = pointer;

	g_free(c->campaign);
	g_free(c->deadline);
	g_free(c->subdivision);
	g_free(c);
}

void
status_view_free(struct status_view *view)
{
	if (view == NULL)
		return;
	g_ptr_array_unref(view->dossiers);
	g_free(view->last_error);
	g_free(view->paused_why);
	g_free(view->tidy_error);
	g_free(view);
}

static bool
count_dossiers(struct store *store, struct status_view *view,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT campaign, deadline, subdivision, count(*),"
	    " sum(status = 'complete'), sum(status = 'incomplete'),"
	    " sum(status = 'review'), sum(late) FROM dossier"
	    " WHERE withdrawn_at = 0 AND merged_into IS NULL"
	    " GROUP BY campaign, deadline, subdivision"
	    " ORDER BY campaign, deadline, subdivision", error);
	int got;

	if (st == NULL)
		return false;
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct count_view *c = g_new0(struct count_view, 1);

		c->campaign = sql_text(st, 0);
		c->deadline = sql_text(st, 1);
		c->subdivision = sql_text(st, 2);
		c->total = (unsigned)sql_int(st, 3);
		c->complete = (unsigned)sql_int(st, 4);
		c->incomplete = (unsigned)sql_int(st, 5);
		c->review = (unsigned)sql_int(st, 6);
		c->late = (unsigned)sql_int(st, 7);
		g_ptr_array_add(view->dossiers, c);
	}
	return got == 0;
}

static bool
count_messages(struct store *store, struct status_view *view,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT count(*),"
	    " (SELECT count(*) FROM message WHERE state = 'spooled'),"
	    " (SELECT count(*) FROM message WHERE state = 'examined'),"
	    " (SELECT count(*) FROM message WHERE waits = 1) FROM message",
	    error);

	if (st == NULL || sql_step(store->sql, st, error) != 1)
		return false;
	view->messages = (unsigned)sql_int(st, 0);
	view->spooled = (unsigned)sql_int(st, 1);
	view->examined = (unsigned)sql_int(st, 2);
	view->waiting = (unsigned)sql_int(st, 3);
	sql_end(st);
	return true;
}

static bool
count_replies(struct store *store, struct status_view *view, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT state, count(*), min(queued_at) FROM reply"
	    " GROUP BY state", error);
	int got;

	if (st == NULL)
		return false;
	while ((got = sql_step(store->sql, st, error)) == 1) {
		g_autofree char *word = sql_text(st, 0);
		enum reply_state state = REPLY_STATE_NONE;

		reply_state_parse(word, &state);
		view->replies[state] = (unsigned)sql_int(st, 1);
		if (state == REPLY_STATE_QUEUED)
			view->oldest_queued_at = sql_int(st, 2);
	}
	return got == 0;
}

static bool
count_unsettled(struct store *store, struct status_view *view,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT coalesce(sum(r.state = 'failed'), 0),"
	    " coalesce(sum(r.state = 'bounced'), 0),"
	    " (SELECT count(*) FROM reply WHERE state = 'failed'"
	    "  AND message IS NULL) FROM message m JOIN reply r"
	    " ON r.id = (SELECT max(id) FROM reply WHERE message = m.id)"
	    " WHERE m.waits = 1", error);

	if (st == NULL || sql_step(store->sql, st, error) != 1)
		return false;
	view->failed_waiting = (unsigned)sql_int(st, 0);
	view->bounced_waiting = (unsigned)sql_int(st, 1);
	view->failed_reminders = (unsigned)sql_int(st, 2);
	sql_end(st);
	return true;
}

static bool
count_undelivered(struct store *store, struct status_view *view,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT count(*), coalesce(min(first_at), 0) FROM undelivered",
	    error);

	if (st == NULL || sql_step(store->sql, st, error) != 1)
		return false;
	view->undelivered = (unsigned)sql_int(st, 0);
	view->undelivered_since = sql_int(st, 1);
	sql_end(st);
	return true;
}

/* The time in the note prefix followed by who; 0: none. */
static int64_t
noted_time(struct store *store, const char *prefix, const char *who)
{
	g_autofree char *name = g_strconcat(prefix, who, NULL);
	g_autofree char *value = store_note(store, name, NULL);

	return value != NULL ? g_ascii_strtoll(value, NULL, 10) : 0;
}

static int64_t
success_time(struct store *store, const char *who)
{
	g_autofree char *path = store_success_path(store, who);
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_mtime : 0;
}

/* A pass is as good as its worst part: the service's last success is that
 * of the worker that is longest without one. */
static void
read_worker(struct store *store, const char *who, bool first,
    struct status_view *view)
{
	int64_t success = success_time(store, who);
	int64_t ends_at = noted_time(store, STORE_CERTIFICATE_END, who);
	g_autofree char *name = g_strconcat(STORE_ERROR, who, NULL);
	g_autofree char *text = store_note(store, name, NULL);

	view->last_success_at = first ? success :
					MIN(view->last_success_at, success);
	view->newest_success_at = MAX(view->newest_success_at, success);
	view->last_pass_at = MAX(view->last_pass_at,
	    MAX(success, noted_time(store, STORE_FAILED_AT, who)));
	if (ends_at != 0 && (view->certificate_ends_at == 0 ||
			    ends_at < view->certificate_ends_at))
		view->certificate_ends_at = ends_at;
	if (view->last_error == NULL && text != NULL && text[0] != '\0')
		view->last_error = g_steal_pointer(&text);
}

static void
read_notes(struct store *store, struct status_view *view)
{
	static const char *const workers[] = STORE_WORKERS;
	g_autofree char *paused = store_note(store, STORE_SEND_PAUSED, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(workers); i++)
		read_worker(store, workers[i], i == 0, view);
	view->send_paused = g_strcmp0(paused, "true") == 0;
	view->paused_why = store_note(store, STORE_SEND_PAUSED_WHY, NULL);
	view->tidy_error = store_note(store, STORE_TIDY_ERROR, NULL);
}

struct status_view *
queries_status(struct store *store, GError **error)
{
	struct status_view *view = g_new0(struct status_view, 1);
	bool ok;

	view->dossiers = g_ptr_array_new_with_free_func(free_count);
	ok = store_read_begin(store, error);
	if (ok) {
		ok = count_dossiers(store, view, error) &&
		    count_messages(store, view, error) &&
		    count_replies(store, view, error) &&
		    count_unsettled(store, view, error) &&
		    count_undelivered(store, view, error);
		read_notes(store, view);
		store_read_end(store);
	}
	if (ok)
		return view;
	status_view_free(view);
	return NULL;
}
