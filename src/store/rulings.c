/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What agents rule for the future: see rulings.h. */
#include "rulings.h"

#include "store-private.h"

void
trust_row_free(struct trust_row *row)
{
	if (row == NULL)
		return;
	g_free(row->address);
	g_free(row->establishment);
	g_free(row);
}

void
extension_row_free(struct extension_row *row)
{
	if (row == NULL)
		return;
	g_free(row->campaign);
	g_free(row->deadline);
	g_free(row->date);
	g_free(row);
}

static void
free_trust(void *row)
{
	trust_row_free(row);
}

static void
free_extension(void *row)
{
	extension_row_free(row);
}

bool
store_add_trust(struct store *store, const struct trust_row *row,
    const char *who, int64_t now, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO trust (address, establishment, since, until,"
	    " said_by, said_at) VALUES (:address, :establishment, :since,"
	    " :until, :who, :now)", error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":address", row->address);
	sql_bind_text(st, ":establishment", row->establishment);
	sql_bind_int(st, ":since", row->since);
	sql_bind_int(st, ":until", row->until);
	sql_bind_text(st, ":who", who);
	sql_bind_int(st, ":now", now);
	return sql_run(store->sql, st, error);
}

GPtrArray *
store_trusts(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT address, establishment, since, until FROM trust"
	    " ORDER BY id", error);
	GPtrArray *rows;
	int got;

	if (st == NULL)
		return NULL;
	rows = g_ptr_array_new_with_free_func(free_trust);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct trust_row *row = g_new0(struct trust_row, 1);

		row->address = sql_text(st, 0);
		row->establishment = sql_text(st, 1);
		row->since = sql_int(st, 2);
		row->until = sql_int(st, 3);
		g_ptr_array_add(rows, row);
	}
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}

bool
store_add_extension(struct store *store, const struct extension_row *row,
    const char *who, int64_t now, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO extension (campaign, deadline, date, said_by,"
	    " said_at) VALUES (:campaign, :deadline, :date, :who, :now)",
	    error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":campaign", row->campaign);
	sql_bind_text(st, ":deadline", row->deadline);
	sql_bind_text(st, ":date", row->date);
	sql_bind_text(st, ":who", who);
	sql_bind_int(st, ":now", now);
	return sql_run(store->sql, st, error);
}

GPtrArray *
store_extensions(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT campaign, deadline, date FROM extension WHERE id IN"
	    " (SELECT max(id) FROM extension GROUP BY campaign, deadline)"
	    " ORDER BY id", error);
	GPtrArray *rows;
	int got;

	if (st == NULL)
		return NULL;
	rows = g_ptr_array_new_with_free_func(free_extension);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct extension_row *row = g_new0(struct extension_row, 1);

		row->campaign = sql_text(st, 0);
		row->deadline = sql_text(st, 1);
		row->date = sql_text(st, 2);
		g_ptr_array_add(rows, row);
	}
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}

bool
store_add_reminder(struct store *store, const char *campaign,
    const char *deadline, const char *recipient, int64_t reply, int64_t now,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO reminder (campaign, deadline, recipient, reply, at)"
	    " VALUES (:campaign, :deadline, :recipient, :reply, :now)",
	    error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":campaign", campaign);
	sql_bind_text(st, ":deadline", deadline);
	sql_bind_text(st, ":recipient", recipient);
	sql_bind_int(st, ":reply", reply);
	sql_bind_int(st, ":now", now);
	return sql_run(store->sql, st, error);
}

bool
store_reminded(struct store *store, const char *campaign,
    const char *deadline, const char *recipient, bool *known_r,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT 1 FROM reminder WHERE campaign = :campaign"
	    " AND deadline = :deadline AND recipient = :recipient", error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_text(st, ":campaign", campaign);
	sql_bind_text(st, ":deadline", deadline);
	sql_bind_text(st, ":recipient", recipient);
	got = sql_step(store->sql, st, error);
	*known_r = got == 1;
	if (got == 1)
		sql_end(st);
	return got >= 0;
}
