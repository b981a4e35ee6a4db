/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What agents rule on what is on record: see rulings.h. */
#include "rulings.h"

#include "store-private.h"

/* One statement with :id and, where it has them, :other and :now. */
static bool
run_for(struct store *store, const char *text, int64_t id, int64_t other,
    int64_t now, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", id);
	if (sqlite3_bind_parameter_index(st, ":other") > 0)
		sql_bind_int(st, ":other", other);
	if (sqlite3_bind_parameter_index(st, ":now") > 0)
		sql_bind_int(st, ":now", now);
	return sql_run(store->sql, st, error);
}

bool
store_set_waiting(struct store *store, int64_t message, bool waits,
    GError **error)
{
	return run_for(store,
	    "UPDATE message SET waits = :other WHERE id = :id", message,
	    waits, 0, error);
}

bool
store_reopen_message(struct store *store, int64_t message, GError **error)
{
	return run_for(store,
		   "UPDATE finding SET withdrawn = 1 WHERE message = :id"
		   " AND said_by = 'rule'", message, 0, 0, error) &&
	    run_for(store, "UPDATE message SET waits = 0,"
		" review_reasons = '[]' WHERE id = :id", message, 0, 0,
		error);
}

/* Dossiers of a message in which nothing counts any more. */
static bool
find_emptied(struct store *store, int64_t message, GArray *ids,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT dossier FROM dossier_message dm WHERE message = :id"
	    " AND NOT EXISTS (SELECT 1 FROM finding f WHERE"
	    " f.dossier = dm.dossier AND f.withdrawn = 0)", error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", message);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		int64_t id = sql_int(st, 0);

		g_array_append_val(ids, id);
	}
	return got == 0;
}

static bool
set_aside(struct store *store, int64_t dossier, int64_t now, GError **error)
{
	return run_for(store, "UPDATE dossier SET withdrawn_at = :now"
	    " WHERE id = :id AND withdrawn_at = 0", dossier, 0, now, error);
}

bool
store_close_emptied(struct store *store, int64_t message, int64_t into,
    int64_t now, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	bool ok = find_emptied(store, message, ids, error);

	for (unsigned i = 0; ok && i < ids->len; i++) {
		int64_t id = g_array_index(ids, int64_t, i);

		if (into == 0)
			ok = set_aside(store, id, now, error);
		else if (id != into)
			ok = store_merge_dossier(store, id, into, error);
	}
	return ok;
}

bool
store_drop_provisional(struct store *store, int64_t message, int64_t now,
    GError **error)
{
	return run_for(store, "UPDATE finding SET withdrawn = 1"
		" WHERE message = :id AND provisional = 1"
		" AND said_by = 'rule'", message, 0, 0, error) &&
	    store_close_emptied(store, message, 0, now, error);
}

bool
store_settle_loose(struct store *store, int64_t message, GError **error)
{
	return run_for(store, "UPDATE message SET waits = 0 WHERE id = :id"
	    " AND NOT EXISTS (SELECT 1 FROM finding WHERE message = :id"
	    " AND dossier IS NULL AND withdrawn = 0 AND kind <> 'other')",
	    message, 0, 0, error);
}

bool
store_last_filed(struct store *store, int64_t dossier, int64_t *message_r,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT m.id FROM dossier_message dm JOIN message m"
	    " ON m.id = dm.message WHERE dm.dossier = :id"
	    " AND m.outcome = 'filed' AND m.report IS NOT NULL"
	    " AND m.sender NOT IN ('forged', 'automatic')"
	    " ORDER BY m.sender = 'dam' DESC, m.received_at DESC, m.id DESC"
	    " LIMIT 1", error);
	int got;

	*message_r = 0;
	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", dossier);
	got = sql_step(store->sql, st, error);
	if (got == 1) {
		*message_r = sql_int(st, 0);
		sql_end(st);
	}
	return got >= 0;
}

char *
store_dam_of(struct store *store, int64_t dossier, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT lower(m.from_address) FROM dossier_message dm"
	    " JOIN message m ON m.id = dm.message WHERE dm.dossier = :id"
	    " AND m.outcome = 'filed' AND m.sender = 'dam'"
	    " ORDER BY m.received_at DESC, m.id DESC LIMIT 1", error);
	char *address = NULL;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":id", dossier);
	if (sql_step(store->sql, st, error) == 1) {
		address = sql_text(st, 0);
		sql_end(st);
	}
	return address;
}

bool
store_messages_of(struct store *store, const char *address, GArray *ids,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT id FROM message WHERE from_address = :address"
	    " COLLATE NOCASE AND (waits = 1 OR outcome = 'refused')"
	    " ORDER BY received_at, id", error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_text(st, ":address", address);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		int64_t id = sql_int(st, 0);

		g_array_append_val(ids, id);
	}
	return got == 0;
}

bool
store_merge_dossier(struct store *store, int64_t from, int64_t into,
    GError **error)
{
	static const char *const steps[] = {
		"UPDATE finding SET dossier = :other WHERE dossier = :id",
		"INSERT INTO dossier_message (dossier, message)"
		" SELECT :other, message FROM dossier_message"
		" WHERE dossier = :id ON CONFLICT DO NOTHING",
		"DELETE FROM dossier_message WHERE dossier = :id",
		/* It is no longer found by its names. */
		"DELETE FROM dossier_word WHERE dossier = :id",
		"DELETE FROM dossier_piece WHERE dossier = :id",
		"UPDATE dossier SET merged_into = :other"
		" WHERE id = :id OR merged_into = :id",
	};

	g_assert(from != into);
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (!run_for(store, steps[i], from, into, 0, error))
			return false;
	}
	return true;
}

bool
store_save_dossier(struct store *store, struct dossier *dossier,
    const char *prefix, GError **error)
{
	return store_write_dossier(store, dossier, 0, prefix, error);
}

bool
store_link_message(struct store *store, int64_t dossier, int64_t message,
    GError **error)
{
	return run_for(store, "INSERT INTO dossier_message (dossier, message)"
	    " VALUES (:id, :other) ON CONFLICT DO NOTHING", dossier, message,
	    0, error);
}

GPtrArray *
store_references_of(struct store *store, const char *campaign,
    const char *deadline, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT reference FROM dossier WHERE campaign = :campaign"
	    " AND deadline = :deadline AND withdrawn_at = 0"
	    " AND merged_into IS NULL ORDER BY reference", error);
	GPtrArray *references;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":campaign", campaign);
	sql_bind_text(st, ":deadline", deadline);
	references = g_ptr_array_new_with_free_func(g_free);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(references, sql_text(st, 0));
	if (got < 0)
		g_clear_pointer(&references, g_ptr_array_unref);
	return references;
}

bool
store_release_reply(struct store *store, int64_t id, int64_t now,
    GError **error)
{
	return run_for(store, "UPDATE reply SET state = 'queued',"
	    " due_at = :now, queued_at = :now, last_text = NULL"
	    " WHERE id = :id AND state = 'held'", id, 0, now, error);
}
