/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies that a newer one makes needless.  One answer to a burst: «envoi
 * 1/3, 2/3, 3/3» gets one reply, on the state after the last (see
 * store_gather_replies in store.h); and what waits of a dossier is not said
 * after an agent's letter about it.
 */
#include "store-private.h"

/*
 * Replies that wait, have not been tried, and speak only of dossiers that
 * the newer message speaks of too.
 */
static const char waiting[] =
    "SELECT r.id, r.message FROM reply r"
    " WHERE r.state = :queued AND r.attempts = 0 AND r.act IS NULL"
    " AND r.message <> :message AND r.recipient = :recipient"
    " AND EXISTS (SELECT 1 FROM dossier_message d"
    "  WHERE d.message = r.message)"
    " AND NOT EXISTS (SELECT 1 FROM dossier_message d"
    "  WHERE d.message = r.message AND d.dossier NOT IN"
    "   (SELECT dossier FROM dossier_message WHERE message = :message))";

struct old_reply {
	int64_t id, message;
};

static const char stale[] =
    "SELECT r.id, r.message, n.act FROM reply n JOIN reply r"
    " ON r.recipient = n.recipient WHERE n.id = :letter"
    " AND " STALE_BESIDE;

static bool
find_waiting(struct store *store, int64_t message, const char *recipient,
    GArray *found, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, waiting, error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_text(st, ":queued", reply_state_word(REPLY_STATE_QUEUED));
	sql_bind_int(st, ":message", message);
	sql_bind_text(st, ":recipient", recipient);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct old_reply old = { sql_int(st, 0), sql_int(st, 1) };

		g_array_append_val(found, old);
	}
	if (got == 0)
		sql_end(st);
	return got == 0;
}

static bool
run_for(struct store *store, const char *text, int64_t reply,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", reply);
	return sql_run(store->sql, st, error);
}

static bool
forget(struct store *store, int64_t reply, GError **error)
{
	return run_for(store, "DELETE FROM reply_attempt WHERE reply = :id",
		   reply, error) &&
	    run_for(store, "DELETE FROM reply WHERE id = :id", reply, error);
}

static bool
leave_without(struct store *store, int64_t message, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE message SET reply_kind = :none, reply_missing = '[]'"
	    " WHERE id = :id", error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":none", reply_kind_word(REPLY_NONE));
	sql_bind_int(st, ":id", message);
	return sql_run(store->sql, st, error);
}

static bool
take_back(struct store *store, const struct old_reply *old, const char *what,
    int64_t now, GError **error)
{
	return forget(store, old->id, error) &&
	    leave_without(store, old->message, error) &&
	    store_add_history(store, 0, old->message, "service", what, NULL,
	    now, error);
}

bool
store_gather_replies(struct store *store, int64_t message,
    const char *recipient, int64_t now, GError **error)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE,
	    sizeof(struct old_reply));
	g_autofree char *what = g_strdup_printf("la réponse est réunie à "
	    "celle du message %" G_GINT64_FORMAT, message);
	bool ok = find_waiting(store, message, recipient, found, error);

	for (unsigned i = 0; ok && i < found->len; i++)
		ok = take_back(store, &g_array_index(found, struct old_reply,
		    i), what, now, error);
	return ok;
}

static bool
find_stale(struct store *store, int64_t letter, GArray *found,
    int64_t *act_r, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, stale, error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":letter", letter);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct old_reply old = { sql_int(st, 0), sql_int(st, 1) };

		*act_r = sql_int(st, 2);
		g_array_append_val(found, old);
	}
	return got == 0;
}

bool
store_drop_stale(struct store *store, int64_t letter, int64_t now,
    GError **error)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE,
	    sizeof(struct old_reply));
	g_autofree char *what = NULL;
	int64_t act = 0;
	bool ok = find_stale(store, letter, found, &act, error);

	what = g_strdup_printf("la réponse est remplacée par le courrier de "
	    "l’acte %" G_GINT64_FORMAT, act);
	for (unsigned i = 0; ok && i < found->len; i++)
		ok = take_back(store, &g_array_index(found, struct old_reply,
		    i), what, now, error);
	return ok;
}
