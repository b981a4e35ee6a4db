/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agents' acts on record: see acts.h. */
#include "acts.h"

#include "error.h"
#include "store-private.h"

/*
 * What an act may change and an undoing takes back.  Not among them: what
 * is only appended to (act, history, sequence) and what has left the house
 * (reply).
 */
static const char *const recorded[] = { "dossier", "dossier_word",
	"dossier_piece", "dossier_message", "finding", "message", "trust",
	"extension", "note", "reminder" };

void
act_row_free(struct act_row *row)
{
	if (row == NULL)
		return;
	g_free(row->who);
	g_free(row->name);
	if (row->arguments != NULL)
		g_ptr_array_unref(row->arguments);
	g_free(row->why);
	g_free(row->answer);
	g_free(row);
}

static bool
fail(struct store *store, const char *what, GError **error)
{
	return error_set(error, ASR_ERROR_IO, "database: %s: %s", what,
	    sqlite3_errmsg(store->sql->db));
}

static bool
record(struct store *store, GError **error)
{
	bool ok = sqlite3session_create(store->sql->db, "main",
	    &store->recorder) == SQLITE_OK;

	for (size_t i = 0; ok && i < G_N_ELEMENTS(recorded); i++)
		ok = sqlite3session_attach(store->recorder, recorded[i]) ==
		    SQLITE_OK;
	return ok || fail(store, "recording an act", error);
}

static void
forget(struct store *store)
{
	if (store->recorder != NULL)
		sqlite3session_delete(store->recorder);
	store->recorder = NULL;
	store->act = 0;
	g_clear_pointer(&store->who, g_free);
}

static bool
insert(struct store *store, const char *who, const char *name,
    const GPtrArray *arguments, const char *why, int64_t now,
    GError **error)
{
	g_autofree char *list = sql_list_encode(arguments);
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO act (at, who, name, arguments, why, answer)"
	    " VALUES (:now, :who, :name, :arguments, :why, '')", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":now", now);
	sql_bind_text(st, ":who", who);
	sql_bind_text(st, ":name", name);
	sql_bind_text(st, ":arguments", list);
	sql_bind_text(st, ":why", why);
	if (!sql_run(store->sql, st, error))
		return false;
	store->act = sqlite3_last_insert_rowid(store->sql->db);
	return true;
}

bool
store_begin_act(struct store *store, const char *who, const char *name,
    const GPtrArray *arguments, const char *why, int64_t now,
    int64_t *id_r, GError **error)
{
	if (!store_begin(store, error))
		return false;
	if (!insert(store, who, name, arguments, why, now, error) ||
	    !record(store, error)) {
		store_cancel_act(store);
		return false;
	}
	*id_r = store->act;
	store->who = g_strdup(who);
	store->act_at = now;
	return true;
}

/* None of an act that recorded none (erase.h). */
static GBytes *
take_changes(struct store *store, GError **error)
{
	void *changes = NULL;
	int length = 0;
	GBytes *bytes;

	if (store->recorder != NULL &&
	    sqlite3session_changeset(store->recorder, &length, &changes) !=
		SQLITE_OK) {
		fail(store, "the changes of an act", error);
		return NULL;
	}
	bytes = g_bytes_new(changes, (gsize)length);
	sqlite3_free(changes);
	return bytes;
}

static bool
complete(struct store *store, const char *answer, GError **error)
{
	g_autoptr(GBytes) changes = take_changes(store, error);
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE act SET answer = :answer, changes = :changes"
	    " WHERE id = :id", error);

	if (changes == NULL || st == NULL)
		return false;
	sql_bind_text(st, ":answer", answer);
	if (store->recorder != NULL)
		sql_bind_bytes(st, ":changes", changes);
	sql_bind_int(st, ":id", store->act);
	return sql_run(store->sql, st, error);
}

bool
store_end_act(struct store *store, const char *answer, GError **error)
{
	bool ok = complete(store, answer, error);

	forget(store);
	if (ok)
		return store_commit(store, error);
	store_rollback(store);
	return false;
}

void
store_cancel_act(struct store *store)
{
	forget(store);
	store_rollback(store);
}

static struct act_row *
read_row(sqlite3_stmt *st)
{
	struct act_row *row = g_new0(struct act_row, 1);
	g_autofree char *arguments = sql_text(st, 4);

	row->id = sql_int(st, 0);
	row->at = sql_int(st, 1);
	row->who = sql_text(st, 2);
	row->name = sql_text(st, 3);
	row->arguments = sql_list_decode(arguments);
	row->why = sql_text(st, 5);
	row->answer = sql_text(st, 6);
	row->undone_by = sql_int(st, 7);
	row->recorded = sql_int(st, 8) != 0;
	return row;
}

struct act_row *
store_act(struct store *store, int64_t id, const char *who, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT id, at, who, name, arguments, why, answer, undone_by,"
	    " changes IS NOT NULL FROM act WHERE CASE WHEN :id = 0 THEN"
	    " who = :who AND undone_by IS NULL AND name <> 'undo'"
	    " ELSE id = :id END AND id <> :current"
	    " ORDER BY id DESC LIMIT 1", error);
	struct act_row *row = NULL;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":id", id);
	sql_bind_text(st, ":who", who);
	sql_bind_int(st, ":current", store->act);
	if (sql_step(store->sql, st, error) == 1) {
		row = read_row(st);
		sql_end(st);
	}
	return row;
}

static GBytes *
read_changes(struct store *store, int64_t id, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT changes FROM act WHERE id = :id", error);
	GBytes *changes = NULL;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":id", id);
	if (sql_step(store->sql, st, error) == 1) {
		changes = sql_bytes(st, 0);
		sql_end(st);
	}
	return changes;
}

/* Whatever is not as the act left it has changed since: nothing is undone. */
static int
on_conflict(void *context, int conflict, sqlite3_changeset_iter *iterator)
{
	(void)context;
	(void)conflict;
	(void)iterator;
	return SQLITE_CHANGESET_ABORT;
}

static bool
apply_inverse(struct store *store, GBytes *changes, GError **error)
{
	gsize length;
	const void *bytes = g_bytes_get_data(changes, &length);
	void *inverse = NULL;
	int inverse_length = 0, code;

	if (length == 0) /* a letter alone, or a word of history */
		return true;
	code = sqlite3changeset_invert((int)length, bytes, &inverse_length,
	    &inverse);
	if (code == SQLITE_OK)
		code = sqlite3changeset_apply(store->sql->db, inverse_length,
		    inverse, NULL, on_conflict, NULL);
	sqlite3_free(inverse);
	if (code == SQLITE_OK)
		return true;
	if (code == SQLITE_ABORT)
		return error_set(error, ASR_ERROR_REFUSED,
		    "cela a changé depuis : à défaire par une autre "
		    "commande");
	return fail(store, "undoing", error);
}

static bool
mark_undone(struct store *store, int64_t id, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE act SET undone_by = :by WHERE id = :id", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":by", store->act);
	sql_bind_int(st, ":id", id);
	return sql_run(store->sql, st, error);
}

/* Replies of the act that no server has taken, nor may be taking now. */
#define UNSAID                                                          \
	"SELECT id FROM reply r WHERE r.act = :id"                      \
	" AND r.state IN ('queued', 'held') AND NOT EXISTS (SELECT 1"   \
	"  FROM reply_attempt WHERE reply = r.id AND ended_at = 0)"

static bool
run_for(struct store *store, const char *text, int64_t id, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", id);
	return sql_run(store->sql, st, error);
}

static bool
cancel_replies(struct store *store, int64_t id, unsigned *cancelled_r,
    GError **error)
{
	if (!run_for(store, "DELETE FROM reply_attempt"
		" WHERE reply IN (" UNSAID ")", id, error) ||
	    !run_for(store, "DELETE FROM reply WHERE id IN (" UNSAID ")",
		id, error))
		return false;
	*cancelled_r = (unsigned)sqlite3_changes(store->sql->db);
	return true;
}

/* One that was refused for good was not said either. */
static bool
count_replies(struct store *store, int64_t id, unsigned *count_r,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT count(*) FROM reply WHERE act = :id"
	    " AND state <> 'failed'", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", id);
	if (sql_step(store->sql, st, error) != 1)
		return false;
	*count_r = (unsigned)sql_int(st, 0);
	sql_end(st);
	return true;
}

/* Each line of the act's history gets one that takes it back. */
static bool
add_histories(struct store *store, int64_t id, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO history (at, who, what, why, dossier, message, act)"
	    " SELECT :now, :who, 'annulé : ' || what, why, dossier, message,"
	    " :act FROM history WHERE act = :id ORDER BY id", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":now", store->act_at);
	sql_bind_text(st, ":who", store->who);
	sql_bind_int(st, ":act", store->act);
	sql_bind_int(st, ":id", id);
	return sql_run(store->sql, st, error);
}

bool
store_undo_act(struct store *store, int64_t id, unsigned *cancelled_r,
    unsigned *sent_r, GError **error)
{
	g_autoptr(GBytes) changes = read_changes(store, id, error);

	return changes != NULL && apply_inverse(store, changes, error) &&
	    mark_undone(store, id, error) &&
	    add_histories(store, id, error) &&
	    cancel_replies(store, id, cancelled_r, error) &&
	    count_replies(store, id, sent_r, error);
}

bool
store_trace(struct store *store, const struct trace *trace, int64_t now,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE history SET before = :before, after = :after"
	    " WHERE id = :id", error);

	if (st == NULL ||
	    !store_add_history(store, trace->dossier, trace->message,
		trace->who, trace->what, trace->why, now, error))
		return false;
	sql_bind_int(st, ":id", sqlite3_last_insert_rowid(store->sql->db));
	sql_bind_text(st, ":before", trace->before);
	sql_bind_text(st, ":after", trace->after);
	return sql_run(store->sql, st, error);
}
