/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second step of an erasure: what was deleted leaves the bytes of the
 * files, too.  See erase.h.
 */
#include "erase.h"

#include "erase-private.h"
#include "error.h"
#include "store-private.h"

bool
store_shred_due(struct store *store, bool *due_r, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *due = store_note(store, STORE_SHRED, &problem);

	*due_r = g_strcmp0(due, "true") == 0;
	if (problem == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}

GPtrArray *
store_to_shred(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT substr(name, length('" STORE_ERASED "') + 1) FROM note"
	    " WHERE name GLOB '" STORE_ERASED "*' AND value = 'pending'",
	    error);
	GPtrArray *sums;
	int got;

	if (st == NULL)
		return NULL;
	sums = g_ptr_array_new_with_free_func(g_free);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(sums, sql_text(st, 0));
	if (got < 0)
		g_clear_pointer(&sums, g_ptr_array_unref);
	return sums;
}

/*
 * Everything is in the database, and the log is a file of no bytes.  A
 * reader of an older state keeps it from that.
 */
static bool
empty_log(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "PRAGMA wal_checkpoint(TRUNCATE)", error);
	bool kept;

	if (st == NULL || sql_step(store->sql, st, error) != 1)
		return false;
	kept = sql_int(st, 0) != 0;
	sql_end(st);
	return !kept || error_set(error, ASR_ERROR_BUSY, "database: a reader "
	    "keeps the write-ahead log from being emptied");
}

static bool
note_removed(struct store *store, const GPtrArray *removed, GError **error)
{
	bool ok = true;

	for (unsigned i = 0; ok && i < removed->len; i++) {
		g_autofree char *name = g_strconcat(STORE_ERASED,
		    removed->pdata[i], NULL);

		ok = store_set_note(store, name, "true", error);
	}
	return ok;
}

/* One that came again meanwhile is still to be removed. */
static bool
note_done(struct store *store, const GPtrArray *removed, GError **error)
{
	return store_begin(store, error) &&
	    store_write_end(store, true,
		note_removed(store, removed, error) &&
		    sql_exec(store->sql, "DELETE FROM note WHERE name = '"
			STORE_SHRED "' AND NOT EXISTS (SELECT 1 FROM note"
			" WHERE name GLOB '" STORE_ERASED "*'"
			" AND value = 'pending')", error), error);
}

/*
 * The copy that SQLite makes on the way, a file without a name, stays on
 * the disk where the state is: there is room for it, and nothing of it gets
 * where the state is not meant to be.
 */
static bool
write_anew(struct store *store, GError **error)
{
	const char *database = sqlite3_db_filename(store->sql->db, "main");
	g_autofree char *folder = g_path_get_dirname(database);
	bool ok;

	sqlite3_temp_directory = sqlite3_mprintf("%s", folder);
	ok = sql_exec(store->sql, "VACUUM", error);
	sqlite3_free(sqlite3_temp_directory);
	sqlite3_temp_directory = NULL;
	return ok;
}

bool
store_shred(struct store *store, const GPtrArray *removed, GError **error)
{
	return write_anew(store, error) &&
	    empty_log(store, error) && note_done(store, removed, error);
}
