/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left to do on the mail server: see errands.h. */
#include "errands.h"

#include "store-private.h"

void
move_row_free(struct move_row *row)
{
	if (row == NULL)
		return;
	g_free(row->message_id);
	g_free(row->campaign);
	g_free(row->deadline);
	g_free(row->subdivision);
	g_free(row->establishment);
	g_free(row);
}

static void
free_move(void *row)
{
	move_row_free(row);
}

static void
bind_place(sqlite3_stmt *st, const struct location *where)
{
	sql_bind_text(st, ":mailbox", where->mailbox);
	sql_bind_text(st, ":folder", where->folder);
	sql_bind_int(st, ":uid_validity", where->uid_validity);
}

static struct move_row *
read_move(sqlite3_stmt *st)
{
	struct move_row *row = g_new0(struct move_row, 1);

	row->message = sql_int(st, 0);
	row->uid_validity = (uint32_t)sql_int(st, 1);
	row->uid = (uint32_t)sql_int(st, 2);
	row->campaign = sql_text(st, 3);
	row->deadline = sql_text(st, 4);
	row->subdivision = sql_text(st, 5);
	row->establishment = sql_text(st, 6);
	row->message_id = sql_text(st, 7);
	return row;
}

static GPtrArray *
read_moves(struct store *store, sqlite3_stmt *st, GError **error)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(free_move);
	int got;

	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(rows, read_move(st));
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}

GPtrArray *
store_to_move(struct store *store, const struct location *where,
    unsigned limit, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT m.id, l.uid_validity, max(l.uid), d.campaign,"
	    " d.deadline, d.subdivision, d.establishment, m.message_id"
	    " FROM message m"
	    " JOIN location l ON l.message = m.id LEFT JOIN dossier d"
	    " ON d.id = (SELECT min(dossier) FROM dossier_message"
	    "  WHERE message = m.id)"
	    " WHERE m.outcome = 'filed' AND m.moved_at = 0"
	    " AND m.state = 'settled' AND l.mailbox = :mailbox"
	    " AND l.folder = :folder AND l.uid_validity = :uid_validity"
	    " AND l.uid > 0 GROUP BY m.id ORDER BY m.id LIMIT :limit",
	    error);

	if (st == NULL)
		return NULL;
	bind_place(st, where);
	sql_bind_int(st, ":limit", limit);
	return read_moves(store, st, error);
}

GPtrArray *
store_done_places(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT 0, 0, 0, campaign, deadline, subdivision, establishment,"
	    " NULL FROM dossier"
	    " UNION SELECT 0, 0, 0, NULL, NULL, NULL, NULL, NULL",
	    error);

	return st != NULL ? read_moves(store, st, error) : NULL;
}

static bool
mark_message(struct store *store, int64_t message, int64_t now,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE message SET moved_at = :now WHERE id = :message", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":now", now);
	sql_bind_int(st, ":message", message);
	return sql_run(store->sql, st, error);
}

static bool
mark_location(struct store *store, const struct move_row *row,
    const struct location *where, int64_t now, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE location SET moved_at = :now WHERE mailbox = :mailbox"
	    " AND folder = :folder AND uid_validity = :uid_validity"
	    " AND uid = :uid", error);

	if (st == NULL)
		return false;
	bind_place(st, where);
	sql_bind_int(st, ":uid", row->uid);
	sql_bind_int(st, ":now", now);
	return sql_run(store->sql, st, error);
}

bool
store_set_moved(struct store *store, const struct move_row *row,
    const struct location *where, int64_t now, GError **error)
{
	bool own, ok;

	if (!store_write_begin(store, &own, error))
		return false;
	ok = mark_message(store, row->message, now, error) &&
	    mark_location(store, row, where, now, error);
	return store_write_end(store, own, ok, error);
}

void
copy_row_free(struct copy_row *row)
{
	if (row == NULL)
		return;
	g_free(row->message_id);
	if (row->bytes != NULL)
		g_bytes_unref(row->bytes);
	g_free(row);
}

static void
free_copy(void *row)
{
	copy_row_free(row);
}

GPtrArray *
store_to_copy(struct store *store, int64_t since, unsigned limit,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT id, message, message_id, bytes, copy_begun_at FROM reply"
	    " WHERE sent_at <> 0 AND copied_at = 0 AND sent_at >= :since"
	    " ORDER BY id LIMIT :limit", error);
	GPtrArray *rows;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":since", since);
	sql_bind_int(st, ":limit", limit);
	rows = g_ptr_array_new_with_free_func(free_copy);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct copy_row *row = g_new0(struct copy_row, 1);

		row->reply = sql_int(st, 0);
		row->message = sql_int(st, 1);
		row->message_id = sql_text(st, 2);
		row->bytes = sql_bytes(st, 3);
		row->begun = sql_int(st, 4) != 0;
		g_ptr_array_add(rows, row);
	}
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}

bool
store_begin_copy(struct store *store, int64_t reply, int64_t now,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE reply SET copy_begun_at = :now WHERE id = :reply",
	    error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":now", now);
	sql_bind_int(st, ":reply", reply);
	return sql_run(store->sql, st, error);
}

bool
store_end_copy(struct store *store, int64_t reply, int64_t now,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE reply SET copied_at = :now WHERE id = :reply", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":now", now);
	sql_bind_int(st, ":reply", reply);
	return sql_run(store->sql, st, error);
}

GPtrArray *
store_undelivered(struct store *store, const struct location *where,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT uid_validity, uid, first_at, attempts, next_at"
	    " FROM undelivered WHERE :folder IS NULL"
	    " OR (mailbox = :mailbox AND folder = :folder)"
	    " ORDER BY uid_validity, uid", error);
	GPtrArray *rows;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":mailbox", where->mailbox);
	sql_bind_text(st, ":folder", where->folder);
	rows = g_ptr_array_new_with_free_func(g_free);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct undelivered_row *row = g_new0(struct undelivered_row,
		    1);

		row->uid_validity = (uint32_t)sql_int(st, 0);
		row->uid = (uint32_t)sql_int(st, 1);
		row->first_at = sql_int(st, 2);
		row->attempts = (unsigned)sql_int(st, 3);
		row->next_at = sql_int(st, 4);
		g_ptr_array_add(rows, row);
	}
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}

bool
store_note_undelivered(struct store *store, const struct location *location,
    int64_t now, GError **error)
{
	/* attempts on the right are those before this one. */
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO undelivered (mailbox, folder, uid_validity, uid,"
	    " first_at, attempts, next_at) VALUES (:mailbox, :folder,"
	    " :uid_validity, :uid, :now, 1, :now) ON CONFLICT DO UPDATE SET"
	    " attempts = attempts + 1, next_at = :now +"
	    " min(:pause << min(attempts - 1, 16), :longest)", error);

	if (st == NULL)
		return false;
	bind_place(st, location);
	sql_bind_int(st, ":uid", location->uid);
	sql_bind_int(st, ":now", now);
	sql_bind_int(st, ":pause", UNDELIVERED_PAUSE_S);
	sql_bind_int(st, ":longest", UNDELIVERED_PAUSE_LONGEST_S);
	return sql_run(store->sql, st, error);
}

bool
store_forget_undelivered(struct store *store,
    const struct location *location, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "DELETE FROM undelivered WHERE mailbox = :mailbox"
	    " AND folder = :folder AND uid_validity = :uid_validity"
	    " AND uid = :uid", error);

	if (st == NULL)
		return false;
	bind_place(st, location);
	sql_bind_int(st, ":uid", location->uid);
	return sql_run(store->sql, st, error);
}
