/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where messages stand, for comparing with a mailbox: see queries.h. */
#include "queries.h"
#include "store-private.h"

void
stands_free(struct stands *stands)
{
	if (stands == NULL)
		return;
	g_hash_table_unref(stands->by_name);
	g_hash_table_unref(stands->by_sha256);
	g_free(stands);
}

#define ERASED \
	"EXISTS (SELECT 1 FROM note WHERE name = '" STORE_ERASED \
	"' || m.sha256)"

/* key, id, state, outcome, erased of each row into table. */
static bool
read_into(struct store *store, sqlite3_stmt *st, GHashTable *table,
    GError **error)
{
	int got;

	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct stand *stand = g_new0(struct stand, 1);
		g_autofree char *state = sql_text(st, 2),
			       *outcome = sql_text(st, 3);

		stand->id = sql_int(st, 1);
		message_state_parse(state, &stand->state);
		outcome_parse(outcome, &stand->outcome);
		stand->erased = sql_int(st, 4) != 0;
		g_hash_table_insert(table, sql_text(st, 0), stand);
	}
	return got == 0;
}

static bool
read_names(struct store *store, const char *mailbox, GHashTable *table,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT l.name, m.id, m.state, m.outcome, " ERASED
	    " FROM location l"
	    " JOIN message m ON m.id = l.message WHERE l.mailbox = :mailbox",
	    error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":mailbox", mailbox);
	return read_into(store, st, table, error);
}

static bool
read_sums(struct store *store, struct stands *stands, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT m.sha256, m.id, m.state, m.outcome, " ERASED
	    " FROM message m ORDER BY m.id", error);

	if (st == NULL ||
	    !read_into(store, st, stands->by_sha256, error))
		return false;
	st = sql_prepare(store->sql, "SELECT count(*) FROM message", error);
	if (st == NULL || sql_step(store->sql, st, error) != 1)
		return false;
	stands->count = (unsigned)sql_int(st, 0);
	sql_end(st);
	return true;
}

struct stands *
queries_stands(struct store *store, const char *mailbox, GError **error)
{
	struct stands *stands = g_new0(struct stands, 1);
	bool ok;

	stands->by_name = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, g_free);
	stands->by_sha256 = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, g_free);
	ok = store_read_begin(store, error);
	if (ok) {
		ok = read_names(store, mailbox, stands->by_name, error) &&
		    read_sums(store, stands, error);
		store_read_end(store);
	}
	if (ok)
		return stands;
	stands_free(stands);
	return NULL;
}

static GHashTable *
stand_table(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	    g_free);
}

void
server_stands_free(struct server_stands *stands)
{
	if (stands == NULL)
		return;
	g_hash_table_unref(stands->by_uid);
	g_hash_table_unref(stands->by_id);
	g_hash_table_unref(stands->by_size);
	g_hash_table_unref(stands->of_mailbox);
	g_hash_table_unref(stands->replies);
	g_free(stands);
}

/* text has :mailbox and :folder, whether it cares for them or not. */
static bool
read_server(struct store *store, const char *text, const char *mailbox,
    const char *folder, GHashTable *table, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":mailbox", mailbox);
	sql_bind_text(st, ":folder", folder);
	return read_into(store, st, table, error);
}

/* Of two messages that look alike the filed one is the one that moved: it
 * comes last, and stays. */
#define ANYWHERE " WHERE :mailbox || :folder IS NOT NULL"
#define FILED_LAST " ORDER BY m.outcome IS 'filed', m.id"

struct server_stands *
queries_server_stands(struct store *store, const char *mailbox,
    const char *folder, GError **error)
{
	struct server_stands *stands = g_new0(struct server_stands, 1);
	const struct {
		GHashTable **table;
		const char *text;
	} reads[] = {
		{ &stands->by_uid,
		    "SELECT l.uid_validity || ':' || l.uid, m.id, m.state,"
		    " m.outcome, " ERASED " FROM location l JOIN message m"
		    " ON m.id = l.message WHERE l.mailbox = :mailbox"
		    " AND l.folder = :folder" },
		{ &stands->by_id,
		    "SELECT m.message_id, m.id, m.state, m.outcome,"
		    " " ERASED " FROM message m" ANYWHERE
		    " AND m.message_id IS NOT NULL" FILED_LAST },
		{ &stands->by_size,
		    "SELECT m.received_at || ':' || m.size, m.id, m.state,"
		    " m.outcome, " ERASED " FROM message m"
		    ANYWHERE FILED_LAST },
		{ &stands->of_mailbox,
		    "SELECT DISTINCT m.id || '', m.id, m.state, m.outcome,"
		    " " ERASED " FROM location l JOIN message m"
		    " ON m.id = l.message"
		    " WHERE l.mailbox = :mailbox AND l.folder = :folder" },
		{ &stands->replies,
		    "SELECT r.message_id, r.id, '', '', 0 FROM reply r"
		    " WHERE :mailbox || :folder IS NOT NULL" },
	};
	bool ok;

	for (size_t i = 0; i < G_N_ELEMENTS(reads); i++)
		*reads[i].table = stand_table();
	ok = store_read_begin(store, error);
	for (size_t i = 0; ok && i < G_N_ELEMENTS(reads); i++)
		ok = read_server(store, reads[i].text, mailbox, folder,
		    *reads[i].table, error);
	store_read_end(store);
	if (ok)
		return stands;
	server_stands_free(stands);
	return NULL;
}
