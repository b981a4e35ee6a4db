/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes with a dossier, gathered in temporary tables of numbers, and
 * its going: see erase.h.
 */
#include "erase.h"

#include "erase-private.h"
#include "store-private.h"

/* Numbers alone: nothing of a person is in them. */
static const char clear_tables[] =
    "CREATE TEMP TABLE IF NOT EXISTS gone_dossier (id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS gone_message (id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS shared (id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS named (id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS gone_reply (id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS gone_act (id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS namesake (id INTEGER PRIMARY KEY);"
    "DELETE FROM gone_dossier; DELETE FROM gone_message;"
    "DELETE FROM shared; DELETE FROM named; DELETE FROM gone_reply;"
    "DELETE FROM gone_act; DELETE FROM namesake";

/* What a reply was composed of stands in its bytes; a digest before a
 * deadline may name every dossier of that deadline. */
#define DIGESTS                                                            \
	"SELECT r.reply FROM reminder r JOIN dossier d"                    \
	" ON d.campaign = r.campaign AND d.deadline = r.deadline"          \
	" JOIN temp.gone_dossier g ON g.id = d.id"

/* In this order; each is run once. */
static const char gather_all[] =
    "INSERT OR IGNORE INTO gone_message SELECT dm.message"
    " FROM dossier_message dm JOIN gone_dossier g ON g.id = dm.dossier;"
    /* The same bytes are one file: it stays as a whole or goes. */
    "INSERT INTO shared SELECT g.id FROM gone_message g JOIN message m"
    " ON m.id = g.id WHERE EXISTS (SELECT 1 FROM message s"
    "  JOIN dossier_message dm ON dm.message = s.id"
    "  WHERE s.sha256 = m.sha256"
    "  AND dm.dossier NOT IN (SELECT id FROM gone_dossier));"
    "DELETE FROM gone_message WHERE id IN (SELECT id FROM shared);"
    "INSERT OR IGNORE INTO gone_message SELECT s.id FROM gone_message g"
    " JOIN message m ON m.id = g.id JOIN message s"
    " ON s.message_id = m.message_id AND s.documents = m.documents"
    " WHERE NOT EXISTS (SELECT 1 FROM message k JOIN dossier_message dm"
    "  ON dm.message = k.id WHERE k.sha256 = s.sha256"
    "  AND dm.dossier NOT IN (SELECT id FROM gone_dossier));"
    "INSERT OR IGNORE INTO gone_message SELECT s.id FROM gone_message g"
    " JOIN message m ON m.id = g.id JOIN message s ON s.sha256 = m.sha256;"
    "INSERT OR IGNORE INTO gone_reply SELECT id FROM reply"
    " WHERE message IN (SELECT id FROM gone_message)"
    " OR dossier IN (SELECT id FROM gone_dossier)"
    /* Unsent, it is written anew without them. */
    " OR (id IN (" DIGESTS ") AND state NOT IN ('sent', 'failed',"
    "  'bounced'));";

static const char remove_rows[] =
    "UPDATE reply SET bytes = x'', missing = '[]',"
    " copied_at = max(copied_at, sent_at) WHERE id IN (" DIGESTS ");"
    "DELETE FROM reply_attempt WHERE reply IN (SELECT id FROM gone_reply);"
    "DELETE FROM reminder WHERE reply IN (SELECT id FROM gone_reply);"
    "DELETE FROM reply WHERE id IN (SELECT id FROM gone_reply);"
    "DELETE FROM erased_beside"
    " WHERE message IN (SELECT id FROM gone_message);"
    "DELETE FROM finding WHERE message IN (SELECT id FROM gone_message)"
    " OR dossier IN (SELECT id FROM gone_dossier);"
    "DELETE FROM attachment WHERE message IN (SELECT id FROM gone_message);"
    "DELETE FROM dossier_message"
    " WHERE dossier IN (SELECT id FROM gone_dossier);"
    "DELETE FROM dossier_word"
    " WHERE dossier IN (SELECT id FROM gone_dossier);"
    "DELETE FROM dossier_piece"
    " WHERE dossier IN (SELECT id FROM gone_dossier);"
    "DELETE FROM history WHERE dossier IN (SELECT id FROM gone_dossier)"
    " OR message IN (SELECT id FROM gone_message);"
    "UPDATE dossier SET merged_into = NULL"
    " WHERE id IN (SELECT id FROM gone_dossier);"
    "DELETE FROM dossier WHERE id IN (SELECT id FROM gone_dossier);"
    /* A file's name can be a person's. */
    "UPDATE location SET name = hidden(name) WHERE name <> ''"
    " AND message IN (SELECT id FROM gone_message);"
    "UPDATE message SET message_id = NULL, from_address = NULL,"
    " subject = NULL, documents = NULL, report = NULL,"
    " reply_kind = 'none', reply_missing = '[]', evidence = '[]',"
    " review_reasons = '[]', warnings = '[]', waits = 0"
    " WHERE id IN (SELECT id FROM gone_message);"
    "INSERT INTO note (name, value)"
    " SELECT DISTINCT '" STORE_ERASED "' || sha256, 'pending' FROM message"
    " WHERE id IN (SELECT id FROM gone_message)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value;"
    "INSERT INTO note (name, value) VALUES ('" STORE_SHRED "', 'true')"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

void
erasure_clear(struct erasure *erasure)
{
	g_clear_pointer(&erasure->messages, g_array_unref);
	g_clear_pointer(&erasure->shared, g_array_unref);
	g_clear_pointer(&erasure->named, g_array_unref);
	g_clear_pointer(&erasure->namesakes, g_ptr_array_unref);
}

bool
store_erase_begin(struct store *store, GError **error)
{
	g_assert(store->act != 0);
	if (store->recorder != NULL)
		sqlite3session_delete(store->recorder);
	store->recorder = NULL;
	return erase_functions(store, error) &&
	    sql_exec(store->sql, clear_tables, error);
}

static bool
run_with(struct store *store, const char *text, const char *name,
    int64_t value, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL)
		return false;
	sql_bind_int(st, name, value);
	return sql_run(store->sql, st, error);
}

bool
store_erase_dossier(struct store *store, int64_t dossier, GError **error)
{
	return run_with(store, "INSERT OR IGNORE INTO gone_dossier"
	    " WITH RECURSIVE d (id) AS (SELECT :id UNION SELECT x.id"
	    "  FROM dossier x JOIN d ON x.merged_into = d.id)"
	    " SELECT id FROM d", ":id", dossier, error);
}

bool
store_erase_message(struct store *store, int64_t message, GError **error)
{
	return run_with(store, "INSERT OR IGNORE INTO gone_message (id)"
	    " VALUES (:id)", ":id", message, error);
}

bool
store_erase_loose(struct store *store, int64_t before, GError **error)
{
	return run_with(store, "INSERT OR IGNORE INTO gone_message"
	    " SELECT id FROM message m WHERE received_at < :before"
	    " AND state = 'settled' AND waits = 0 AND NOT EXISTS"
	    "  (SELECT 1 FROM message s JOIN dossier_message dm"
	    "   ON dm.message = s.id WHERE s.sha256 = m.sha256)"
	    " AND NOT EXISTS (SELECT 1 FROM note"
	    "  WHERE name = '" STORE_ERASED "' || m.sha256)",
	    ":before", before, error);
}

GArray *
erase_numbers(struct store *store, const char *text, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);
	GArray *ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int got = -1;

	while (st != NULL && (got = sql_step(store->sql, st, error)) == 1) {
		int64_t id = sql_int(st, 0);

		g_array_append_val(ids, id);
	}
	if (got < 0)
		g_clear_pointer(&ids, g_array_unref);
	return ids;
}

static bool
count(struct store *store, const char *text, unsigned *count_r,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL || sql_step(store->sql, st, error) != 1)
		return false;
	*count_r = (unsigned)sql_int(st, 0);
	sql_end(st);
	return true;
}

/* A reply between the row of its attempt and its end, or a copy of one of
 * the messages that has come and is not decided. */
static const char at_work[] =
    "SELECT (SELECT count(*) FROM gone_reply g JOIN reply r ON r.id = g.id"
    "  JOIN reply_attempt a ON a.reply = r.id AND a.number = r.attempts"
    "  WHERE r.state IN ('queued', 'doubtful') AND a.ended_at = 0)"
    " + (SELECT count(*) FROM gone_message g JOIN message m ON m.id = g.id"
    "  WHERE m.state <> 'settled')";

bool
store_erase_gather(struct store *store, bool search,
    struct erasure *erasure, GError **error)
{
	unsigned working = 0;

	if (!sql_exec(store->sql, gather_all, error) ||
	    !erase_learn_names(store, error))
		return false;
	erasure->messages = erase_numbers(store,
	    "SELECT id FROM gone_message ORDER BY id", error);
	erasure->shared = erasure->messages != NULL ? erase_numbers(store,
	    "SELECT id FROM shared ORDER BY id", error) : NULL;
	if (erasure->shared == NULL)
		return false;
	erasure->named = search ? erase_find_named(store, error) :
	    g_array_new(FALSE, FALSE, sizeof(int64_t));
	erasure->namesakes = erasure->named != NULL ?
	    erase_find_namesakes(store, error) : NULL;
	if (erasure->namesakes == NULL ||
	    !count(store, "SELECT count(*) FROM gone_dossier",
		&erasure->dossiers, error) ||
	    !count(store, "SELECT count(*) FROM gone_reply g JOIN reply r"
		" ON r.id = g.id WHERE r.state IN ('queued', 'held')",
		&erasure->unsent, error) ||
	    !count(store, at_work, &working, error))
		return false;
	erasure->busy = working > 0;
	return true;
}

/* Runs text, which adds lines of history: the act's, with why. */
static bool
note(struct store *store, const char *text, const char *why, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":at", store->act_at);
	sql_bind_text(st, ":who", store->who);
	sql_bind_text(st, ":why", why);
	sql_bind_int(st, ":act", store->act);
	return sql_run(store->sql, st, error);
}

/* The line of a dossier that went; its reference is nobody's name. */
#define ERASED " effacé"

/* Before the rows go: who erased what, when and why. */
static bool
note_dossiers(struct store *store, const char *why, GError **error)
{
	return note(store,
	    "INSERT INTO history (at, who, what, why, act)"
	    " SELECT :at, :who, d.reference || '" ERASED "', :why, :act"
	    " FROM gone_dossier g JOIN dossier d ON d.id = g.id"
	    " ORDER BY d.id", why, error);
}

/* Messages that stay and speak of what goes: other dossiers' too, or of none
 * and naming the candidate.  While it is known whose they were. */
static const char keep[] =
    "INSERT OR IGNORE INTO erased_beside (message, reference)"
    " SELECT s.id, d.reference FROM shared s"
    " JOIN dossier_message dm ON dm.message = s.id"
    " JOIN gone_dossier g ON g.id = dm.dossier"
    " JOIN dossier d ON d.id = g.id"
    " UNION SELECT n.id, d.reference FROM named n JOIN gone_dossier g"
    " JOIN dossier d ON d.id = g.id WHERE d.merged_into IS NULL";

static bool
note_kept(struct store *store, const char *why, GError **error)
{
	return sql_exec(store->sql, keep, error) && note(store,
	    "INSERT INTO history (at, who, what, why, message, act)"
	    " SELECT :at, :who, b.reference || ' effacé, message gardé',"
	    " :why, b.message, :act FROM erased_beside b JOIN dossier d"
	    " ON d.reference = b.reference JOIN gone_dossier g"
	    " ON g.id = d.id ORDER BY b.message, d.id", why, error);
}

char *
store_erased_beside(struct store *store, int64_t message, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT max(reference) FROM erased_beside"
	    " WHERE message = :message", error);
	char *reference = NULL;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":message", message);
	if (sql_step(store->sql, st, error) == 1) {
		reference = sql_text(st, 0);
		sql_end(st);
	}
	return reference;
}

bool
store_erased(struct store *store, const char *reference, int64_t *at_r,
    char **who_r, GError **error)
{
	g_autofree char *what = g_strconcat(reference, ERASED, NULL);
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT at, who FROM history WHERE what = :what"
	    " AND dossier IS NULL AND message IS NULL", error);
	int got;

	*at_r = 0;
	*who_r = NULL;
	if (st == NULL)
		return false;
	sql_bind_text(st, ":what", what);
	got = sql_step(store->sql, st, error);
	if (got == 1) {
		*at_r = sql_int(st, 0);
		*who_r = sql_text(st, 1);
		sql_end(st);
	}
	return got >= 0;
}

static bool
note_messages(struct store *store, const char *what, const char *why,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO history (at, who, what, why, message, act)"
	    " SELECT :at, :who, :what, :why, id, :act FROM gone_message"
	    " ORDER BY id", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":at", store->act_at);
	sql_bind_text(st, ":who", store->who);
	sql_bind_text(st, ":what", what);
	sql_bind_text(st, ":why", why);
	sql_bind_int(st, ":act", store->act);
	return sql_run(store->sql, st, error);
}

bool
store_erase_apply(struct store *store, const char *what, const char *why,
    GError **error)
{
	return erase_blank_acts(store, error) &&
	    note_dossiers(store, why, error) &&
	    note_kept(store, why, error) &&
	    sql_exec(store->sql, remove_rows, error) &&
	    erase_blank_mentions(store, error) &&
	    note_messages(store, what, why, error);
}

static void
free_age(void *pointer)
{
	struct age_row *row = pointer;

	g_free(row->reference);
	g_free(row->campaign);
	g_free(row);
}

GPtrArray *
store_ages(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT d.id, d.reference, d.campaign, max(d.received_at,"
	    " coalesce((SELECT max(m.received_at) FROM dossier_message dm"
	    "  JOIN message m ON m.id = dm.message WHERE dm.dossier = d.id),"
	    "  0)) FROM dossier d WHERE d.merged_into IS NULL"
	    " ORDER BY d.reference", error);
	GPtrArray *rows;
	int got;

	if (st == NULL)
		return NULL;
	rows = g_ptr_array_new_with_free_func(free_age);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct age_row *row = g_new0(struct age_row, 1);

		row->dossier = sql_int(st, 0);
		row->reference = sql_text(st, 1);
		row->campaign = sql_text(st, 2);
		row->last_at = sql_int(st, 3);
		g_ptr_array_add(rows, row);
	}
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}
