/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attempts that a crash cut off, and what agents are told of a reply whose
 * fate nobody knows: see store.h.
 */
#include "store-private.h"

/* The state of an attempt under way: NULL, or doubtful from the mark on. */
bool
store_mark_attempt(struct store *store, int64_t reply, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE reply_attempt SET state = 'doubtful' WHERE reply = :reply"
	    " AND number = (SELECT attempts FROM reply WHERE id = :reply)",
	    error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":reply", reply);
	return sql_run(store->sql, st, error);
}

static void
free_interrupted(void *interrupted)
{
	g_free(interrupted);
}

/* Only a reply that still wants to leave can have one. */
GPtrArray *
store_interrupted(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT r.id, r.message, r.state, r.attempts, r.queued_at,"
	    " a.state IS NOT NULL FROM reply r JOIN reply_attempt a"
	    " ON a.reply = r.id AND a.number = r.attempts"
	    " WHERE r.state IN ('queued', 'doubtful') AND a.ended_at = 0"
	    " ORDER BY r.id", error);
	GPtrArray *rows;
	int got;

	if (st == NULL)
		return NULL;
	rows = g_ptr_array_new_with_free_func(free_interrupted);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct interrupted *row = g_new0(struct interrupted, 1);
		g_autofree char *state = sql_text(st, 2);

		row->reply.id = sql_int(st, 0);
		row->reply.message = sql_int(st, 1);
		reply_state_parse(state, &row->reply.state);
		row->reply.attempts = (unsigned)sql_int(st, 3);
		row->reply.queued_at = sql_int(st, 4);
		row->marked = sql_int(st, 5) != 0;
		g_ptr_array_add(rows, row);
	}
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}

static const char *
reason(enum reply_state state)
{
	return state == REPLY_STATE_FAILED ?
	    "la réponse n’est pas partie : le service n’essaie plus" :
	    "l’envoi de la réponse s’est interrompu avant que le serveur ne "
	    "le confirme : elle repart une fois, sous le même Message-ID, et "
	    "peut arriver deux fois";
}

bool
store_let_wait(struct store *store, int64_t message, const char *why,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE message SET waits = 1, review_reasons ="
	    " json_insert(review_reasons, '$[#]', :why) WHERE id = :id",
	    error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":why", why);
	sql_bind_int(st, ":id", message);
	return sql_run(store->sql, st, error);
}

bool
store_attempt_tell(struct store *store, int64_t reply,
    enum reply_state state, int64_t now, GError **error)
{
	const char *why = reason(state);
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT coalesce(dossier, 0), coalesce(message, 0) FROM reply"
	    " WHERE id = :reply AND state <> :state", error);
	int64_t dossier, message;
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":reply", reply);
	sql_bind_text(st, ":state", reply_state_word(state));
	got = sql_step(store->sql, st, error);
	if (got != 1)
		return got == 0; /* told already */
	dossier = sql_int(st, 0);
	message = sql_int(st, 1);
	sql_end(st);
	return store_let_wait(store, message, why, error) &&
	    store_add_history(store, dossier, message, "service", why, NULL,
		now, error);
}
