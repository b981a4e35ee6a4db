/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a backup needs of the store: which raw messages belong to a copy of
 * the database.  See store_spooled of store.h.
 */
#include "error.h"
#include "store-private.h"

/* SQLite's own look at a copy: its pages, and that its indexes agree. */
static bool
check_whole(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, "PRAGMA quick_check(1)",
	    error);
	g_autofree char *said = NULL;

	if (st == NULL || sql_step(store->sql, st, error) != 1)
		return false;
	said = sql_text(st, 0);
	sql_end(st);
	return g_strcmp0(said, "ok") == 0 ||
	    error_set(error, ASR_ERROR_FORMAT, "database: %s", said);
}

GPtrArray *
store_spooled(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT DISTINCT sha256 FROM message"
	    " WHERE NOT EXISTS (SELECT 1 FROM note"
	    "  WHERE name = '" STORE_ERASED "' || sha256)"
	    " ORDER BY sha256", error);
	GPtrArray *sums = g_ptr_array_new_with_free_func(g_free);
	int step;

	if (st == NULL || !check_whole(store, error)) {
		g_ptr_array_unref(sums);
		return NULL;
	}
	while ((step = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(sums, sql_text(st, 0));
	if (step == 0)
		return sums;
	g_ptr_array_unref(sums);
	return NULL;
}
