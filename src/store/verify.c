/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite's own checks, told one by one: see verify.h. */
#include "verify.h"

#include <string.h>

#include "store-private.h"

#define TEXT(number) #number
#define DECIMAL(number) TEXT(number)

static bool
check_pages(struct sql *sql, verify_fn found, void *context, GError **error)
{
	sqlite3_stmt *st = sql_prepare(sql, "PRAGMA integrity_check("
	    DECIMAL(VERIFY_DAMAGES_MAX) ")", error);
	int got;

	if (st == NULL)
		return false;
	while ((got = sql_step(sql, st, error)) == 1) {
		g_autofree char *text = sql_text(st, 0);

		if (strcmp(text, "ok") != 0)
			found(context, g_strdelimit(text, "\n", ' '));
	}
	return got == 0;
}

static bool
check_references(struct sql *sql, verify_fn found, void *context,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(sql, "PRAGMA foreign_key_check",
	    error);
	unsigned count = 0;
	int got;

	if (st == NULL)
		return false;
	while ((got = sql_step(sql, st, error)) == 1) {
		g_autofree char *table = sql_text(st, 0);
		g_autofree char *parent = sql_text(st, 2);
		g_autofree char *text = g_strdup_printf(
		    "row %" G_GINT64_FORMAT " of %s names a row of %s that "
		    "is not there", sql_int(st, 1), table, parent);

		if (count++ < VERIFY_DAMAGES_MAX)
			found(context, text);
	}
	if (count > VERIFY_DAMAGES_MAX) {
		g_autofree char *more = g_strdup_printf(
		    "and further rows like these: %u",
		    count - VERIFY_DAMAGES_MAX);

		found(context, more);
	}
	return got == 0;
}

bool
store_verify(struct store *store, verify_fn found, void *context,
    GError **error)
{
	return check_pages(store->sql, found, context, error) &&
	    check_references(store->sql, found, context, error);
}

static void
free_needed(void *item)
{
	struct needed *needed = item;

	g_free(needed->sha256);
	g_free(needed);
}

GPtrArray *
store_needed(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT min(id), sha256 FROM message WHERE NOT EXISTS"
	    " (SELECT 1 FROM note WHERE name = '" STORE_ERASED "' || sha256)"
	    " GROUP BY sha256"
	    " ORDER BY min(id)", error);
	GPtrArray *all;
	int got;

	if (st == NULL)
		return NULL;
	all = g_ptr_array_new_with_free_func(free_needed);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct needed *needed = g_new0(struct needed, 1);

		needed->message = sql_int(st, 0);
		needed->sha256 = sql_text(st, 1);
		g_ptr_array_add(all, needed);
	}
	if (got < 0)
		g_clear_pointer(&all, g_ptr_array_unref);
	return all;
}
