/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies and the attempts to send them: see store.h. */
#include "rulings.h"
#include "store-private.h"

void
reply_row_free(struct reply_row *row)
{
	if (row == NULL)
		return;
	g_free(row->message_id);
	g_free(row->to);
	g_free(row->name);
	if (row->bytes != NULL)
		g_bytes_unref(row->bytes);
	if (row->missing != NULL)
		g_ptr_array_unref(row->missing);
	g_free(row);
}

bool
store_queue_reply(struct store *store, struct reply_row *row,
    const char *held_reason, int64_t now, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO reply (message, act, dossier, kind, state,"
	    " message_id, recipient, name, bytes, missing, queued_at, due_at,"
	    " last_text) VALUES (nullif(:message, 0), nullif(:act, 0),"
	    " nullif(:dossier, 0), :kind, :state, :message_id, :recipient,"
	    " :name, :bytes, :missing, :now, :due_at, :held_reason)", error);
	g_autofree char *missing = NULL;

	if (st == NULL)
		return false;
	if (row->missing != NULL)
		missing = sql_list_encode(row->missing);
	sql_bind_int(st, ":message", row->message);
	sql_bind_int(st, ":act", row->act);
	sql_bind_int(st, ":dossier", row->dossier);
	sql_bind_text(st, ":missing", missing != NULL ? missing : "[]");
	sql_bind_text(st, ":kind", reply_kind_word(row->kind));
	sql_bind_text(st, ":state", reply_state_word(row->state));
	sql_bind_text(st, ":message_id", row->message_id);
	sql_bind_text(st, ":recipient", row->to);
	sql_bind_text(st, ":name", row->name);
	sql_bind_bytes(st, ":bytes", row->bytes);
	sql_bind_int(st, ":now", now);
	sql_bind_int(st, ":due_at", row->due_at);
	sql_bind_text(st, ":held_reason", held_reason);
	if (!sql_run(store->sql, st, error))
		return false;
	row->id = sqlite3_last_insert_rowid(store->sql->db);
	return true;
}

#define ROW_COLUMNS                                                        \
	"SELECT id, message, kind, state, message_id, recipient, name,"    \
	" bytes, attempts, due_at, queued_at FROM reply "

static void
free_row(void *row)
{
	reply_row_free(row);
}

static struct reply_row *
read_row(sqlite3_stmt *st)
{
	struct reply_row *row = g_new0(struct reply_row, 1);
	g_autofree char *kind = sql_text(st, 2), *state = sql_text(st, 3);

	row->id = sql_int(st, 0);
	row->message = sql_int(st, 1);
	reply_kind_parse(kind, &row->kind);
	reply_state_parse(state, &row->state);
	row->message_id = sql_text(st, 4);
	row->to = sql_text(st, 5);
	row->name = sql_text(st, 6);
	row->bytes = sql_bytes(st, 7);
	row->attempts = (unsigned)sql_int(st, 8);
	row->due_at = sql_int(st, 9);
	row->queued_at = sql_int(st, 10);
	return row;
}

struct reply_row *
store_reply(struct store *store, int64_t id, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    ROW_COLUMNS "WHERE id = :id", error);
	struct reply_row *row = NULL;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":id", id);
	if (sql_step(store->sql, st, error) == 1) {
		row = read_row(st);
		sql_end(st);
	}
	return row;
}

/*
 * Of replies that wait, those whose turn it is when they are due.  One that
 * is stale beside a letter waits for what becomes of that: undone, it
 * leaves after all.  A letter waits for an older reply about its dossier
 * and others, so that the newest word comes last.
 */
#define IN_TURN                                                           \
	"r.state IN ('queued', 'doubtful') AND NOT EXISTS (SELECT 1"      \
	" FROM reply n WHERE n.state IN ('queued', 'doubtful')"           \
	" AND " STALE_BESIDE ") AND NOT (r.act IS NOT NULL"               \
	" AND EXISTS (SELECT 1 FROM reply o JOIN dossier_message d"       \
	"  ON d.message = o.message AND d.dossier = r.dossier"            \
	"  JOIN dossier_message e ON e.message = o.message"               \
	"  AND e.dossier <> r.dossier"                                    \
	"  WHERE o.state IN ('queued', 'doubtful') AND o.act IS NULL"     \
	"  AND o.id < r.id AND o.recipient = r.recipient))"

/* No reply waits longer: quiet-period's most is a day, and a clock may be
 * set by some minutes.  Who says so had a clock that was ahead, and has been
 * set right since. */
#define FARTHEST_S (25 * 3600)

GPtrArray *
store_replies_due(struct store *store, int64_t now, unsigned limit,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    ROW_COLUMNS "r WHERE " IN_TURN
	    " AND (due_at <= :now OR due_at > :farthest)"
	    " ORDER BY due_at, id LIMIT :limit", error);
	GPtrArray *rows;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":now", now);
	sql_bind_int(st, ":farthest", now + FARTHEST_S);
	sql_bind_int(st, ":limit", limit);
	rows = g_ptr_array_new_with_free_func(free_row);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(rows, read_row(st));
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}

bool
store_count_sent(struct store *store, int64_t since, int64_t now,
    unsigned *count_r, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT count(*) FROM reply"
	    " WHERE sent_at BETWEEN :since AND :now", error);

	*count_r = 0;
	if (st == NULL)
		return false;
	sql_bind_int(st, ":since", since);
	sql_bind_int(st, ":now", now);
	if (sql_step(store->sql, st, error) != 1)
		return false;
	*count_r = (unsigned)sql_int(st, 0);
	sql_end(st);
	return true;
}

bool
store_next_due(struct store *store, int64_t *due_at_r, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT min(due_at) FROM reply r WHERE " IN_TURN, error);

	*due_at_r = 0;
	if (st == NULL || sql_step(store->sql, st, error) != 1)
		return false;
	*due_at_r = sql_int(st, 0);
	sql_end(st);
	return true;
}

static bool
count_attempt(struct store *store, int64_t reply, bool *wanted_r,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE reply SET attempts = attempts + 1 WHERE id = :reply"
	    " AND state IN ('queued', 'doubtful')", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":reply", reply);
	if (!sql_run(store->sql, st, error))
		return false;
	*wanted_r = sqlite3_changes(store->sql->db) > 0;
	return true;
}

static bool
insert_attempt(struct store *store, int64_t reply, int64_t now,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO reply_attempt (reply, number, began_at)"
	    " SELECT id, attempts, :now FROM reply WHERE id = :reply",
	    error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":now", now);
	sql_bind_int(st, ":reply", reply);
	return sql_run(store->sql, st, error);
}

bool
store_begin_attempt(struct store *store, int64_t reply, int64_t now,
    bool *wanted_r, GError **error)
{
	bool own, ok;

	if (!store_write_begin_lazily(store, &own, error))
		return false;
	ok = count_attempt(store, reply, wanted_r, error) &&
	    (!*wanted_r || insert_attempt(store, reply, now, error));
	return store_write_end(store, own, ok, error);
}

static bool
end_attempt_row(struct store *store, int64_t reply, enum reply_state state,
    const char *text, int64_t now, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE reply_attempt SET ended_at = :now, state = :state,"
	    " text = :text WHERE reply = :reply AND number ="
	    " (SELECT attempts FROM reply WHERE id = :reply)", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":now", now);
	sql_bind_text(st, ":state", reply_state_word(state));
	sql_bind_text(st, ":text", text);
	sql_bind_int(st, ":reply", reply);
	return sql_run(store->sql, st, error);
}

static bool
set_state(struct store *store, int64_t reply, enum reply_state state,
    int64_t due_at, const char *text, int64_t now, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE reply SET state = :state, due_at = :due_at,"
	    " last_text = :text, sent_at = :sent_at WHERE id = :reply",
	    error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":state", reply_state_word(state));
	sql_bind_int(st, ":due_at", due_at);
	sql_bind_text(st, ":text", text);
	sql_bind_int(st, ":sent_at", state == REPLY_STATE_SENT ? now : 0);
	sql_bind_int(st, ":reply", reply);
	return sql_run(store->sql, st, error);
}

bool
store_end_attempt(struct store *store, int64_t reply,
    enum reply_state state, int64_t due_at, const char *text, int64_t now,
    GError **error)
{
	bool tell = state == REPLY_STATE_FAILED ||
	    state == REPLY_STATE_DOUBTFUL;
	bool own, ok;

	/* Of what an agent is told, and of what failed for good, the disk
	 * knows at once; of the others with the next reply. */
	if (tell ? !store_write_begin(store, &own, error) :
		   !store_write_begin_lazily(store, &own, error))
		return false;
	ok = end_attempt_row(store, reply, state, text, now, error) &&
	    (!tell || store_attempt_tell(store, reply, state, now, error)) &&
	    set_state(store, reply, state, due_at, text, now, error) &&
	    (state != REPLY_STATE_SENT ||
		store_drop_stale(store, reply, now, error));
	return store_write_end(store, own, ok, error);
}
