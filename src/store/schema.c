/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The schema.  Enumerations are stored as their words (model/words.h), so
 * that the database can be read with sqlite3(1); lists of texts as JSON
 * arrays; times as seconds since the epoch, 0 when absent.
 */
#include "schema.h"

#include "error.h"

static const char version_1[] =
    /* A delivery: the same bytes delivered twice are two messages. */
    "CREATE TABLE message ("
    " id INTEGER PRIMARY KEY,"
    " sha256 TEXT NOT NULL,"
    " size INTEGER NOT NULL,"
    " state TEXT NOT NULL," /* spooled, examined, settled */
    " received_at INTEGER NOT NULL,"
    " file_time INTEGER NOT NULL,"
    " attempts INTEGER NOT NULL DEFAULT 0," /* examinations begun */
    " message_id TEXT,"
    " from_address TEXT,"
    " subject TEXT,"
    " documents TEXT," /* digest of its documents' digests */
    " report TEXT,"
    " sender TEXT,"
    " establishment TEXT,"
    " campaign TEXT,"
    " outcome TEXT,"
    " reply_kind TEXT,"
    " reply_missing TEXT NOT NULL DEFAULT '[]',"
    " evidence TEXT NOT NULL DEFAULT '[]',"
    " review_reasons TEXT NOT NULL DEFAULT '[]',"
    " warnings TEXT NOT NULL DEFAULT '[]',"
    " waits INTEGER NOT NULL DEFAULT 0," /* for an agent */
    " settled_at INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX message_by_state ON message (state, received_at, id);"
    "CREATE INDEX message_by_reception ON message (received_at, id);"
    "CREATE INDEX message_by_sha256 ON message (sha256);"
    "CREATE INDEX message_by_message_id ON message (message_id);"
    "CREATE INDEX message_waiting ON message (id) WHERE waits = 1;"

    /* Where a message stood: one row for each place it was seen at. */
    "CREATE TABLE location ("
    " mailbox TEXT NOT NULL,"
    " folder TEXT NOT NULL,"
    " uid_validity INTEGER NOT NULL,"
    " uid INTEGER NOT NULL,"
    " name TEXT NOT NULL,"
    " message INTEGER NOT NULL REFERENCES message (id),"
    " moved_at INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (mailbox, folder, uid_validity, uid, name)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX location_by_message ON location (message);"

    /* The parts of a message that people see, from its report. */
    "CREATE TABLE attachment ("
    " message INTEGER NOT NULL REFERENCES message (id),"
    " part INTEGER NOT NULL,"
    " name TEXT NOT NULL,"
    " type TEXT,"
    " size INTEGER NOT NULL,"
    " sha256 TEXT,"
    " role TEXT NOT NULL,"
    " state TEXT NOT NULL,"
    " reason TEXT NOT NULL,"
    " PRIMARY KEY (message, part)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE dossier ("
    " id INTEGER PRIMARY KEY,"
    " reference TEXT NOT NULL UNIQUE,"
    " campaign TEXT NOT NULL,"
    " deadline TEXT,"
    " subdivision TEXT,"
    " establishment TEXT,"
    " family_name TEXT NOT NULL,"
    " given_name TEXT NOT NULL,"
    " folded_name TEXT NOT NULL," /* for searching */
    " other_names TEXT NOT NULL,"
    " specialty TEXT,"
    " status TEXT NOT NULL,"
    " late INTEGER NOT NULL,"
    " provisional INTEGER NOT NULL,"
    " received_at INTEGER NOT NULL,"
    " completed_at INTEGER NOT NULL,"
    " told_incomplete_at INTEGER NOT NULL,"
    " complete_until INTEGER NOT NULL,"
    " review_reasons TEXT NOT NULL,"
    " warnings TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX dossier_by_reception ON dossier (received_at, reference);"
    "CREATE INDEX dossier_by_place"
    " ON dossier (campaign, subdivision, deadline, status);"
    "CREATE INDEX dossier_by_establishment ON dossier (establishment);"
    "CREATE INDEX dossier_by_status ON dossier (status);"

    /* Folded words of a dossier's names, joined particles included. */
    "CREATE TABLE dossier_word ("
    " word TEXT NOT NULL,"
    " dossier INTEGER NOT NULL REFERENCES dossier (id),"
    " PRIMARY KEY (word, dossier)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX dossier_word_by_dossier ON dossier_word (dossier);"

    "CREATE TABLE dossier_piece ("
    " dossier INTEGER NOT NULL REFERENCES dossier (id),"
    " position INTEGER NOT NULL,"
    " piece TEXT NOT NULL,"
    " annexe INTEGER NOT NULL,"
    " requirement TEXT NOT NULL,"
    " state TEXT NOT NULL,"
    " said_by TEXT NOT NULL,"
    " PRIMARY KEY (dossier, position)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE dossier_message ("
    " dossier INTEGER NOT NULL REFERENCES dossier (id),"
    " message INTEGER NOT NULL REFERENCES message (id),"
    " PRIMARY KEY (dossier, message)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX dossier_message_by_message ON dossier_message (message);"

    /* What a document, or some pages of it, are; never deleted. */
    "CREATE TABLE finding ("
    " id INTEGER PRIMARY KEY,"
    " message INTEGER NOT NULL REFERENCES message (id),"
    " dossier INTEGER REFERENCES dossier (id),"
    " part INTEGER NOT NULL,"
    " name TEXT NOT NULL,"
    " sha256 TEXT,"
    " first_page INTEGER NOT NULL,"
    " last_page INTEGER NOT NULL,"
    " kind TEXT NOT NULL,"
    " piece TEXT,"
    " state TEXT NOT NULL,"
    " certainty TEXT NOT NULL,"
    " said_by TEXT NOT NULL,"
    " evidence TEXT NOT NULL,"
    " warning TEXT,"
    " withdrawn INTEGER NOT NULL,"
    " provisional INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX finding_by_dossier ON finding (dossier);"
    "CREATE INDEX finding_by_message ON finding (message);"

    /* UNIQUE: never more than one reply to one message. */
    "CREATE TABLE reply ("
    " id INTEGER PRIMARY KEY,"
    " message INTEGER NOT NULL UNIQUE REFERENCES message (id),"
    " kind TEXT NOT NULL,"
    " state TEXT NOT NULL,"
    " message_id TEXT NOT NULL UNIQUE,"
    " recipient TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " bytes BLOB NOT NULL,"
    " attempts INTEGER NOT NULL DEFAULT 0,"
    " queued_at INTEGER NOT NULL,"
    " due_at INTEGER NOT NULL,"
    " sent_at INTEGER NOT NULL DEFAULT 0,"
    " last_text TEXT"
    ") STRICT;"
    "CREATE INDEX reply_by_state ON reply (state, due_at);"
    "CREATE INDEX reply_by_recipient ON reply (recipient, queued_at);"

    /* Written before the connection opens: a crash leaves ended_at 0. */
    "CREATE TABLE reply_attempt ("
    " reply INTEGER NOT NULL REFERENCES reply (id),"
    " number INTEGER NOT NULL,"
    " began_at INTEGER NOT NULL,"
    " ended_at INTEGER NOT NULL DEFAULT 0,"
    " state TEXT,"
    " text TEXT,"
    " PRIMARY KEY (reply, number)"
    ") STRICT, WITHOUT ROWID;"

    /* Append-only: who did what, when and why. */
    "CREATE TABLE history ("
    " id INTEGER PRIMARY KEY,"
    " at INTEGER NOT NULL,"
    " who TEXT NOT NULL,"
    " what TEXT NOT NULL,"
    " why TEXT,"
    " dossier INTEGER REFERENCES dossier (id),"
    " message INTEGER REFERENCES message (id)"
    ") STRICT;"
    "CREATE INDEX history_by_dossier ON history (dossier);"
    "CREATE INDEX history_by_message ON history (message);"

    "CREATE TABLE note ("
    " name TEXT PRIMARY KEY,"
    " value TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    /* The last number given under each reference prefix. */
    "CREATE TABLE sequence ("
    " prefix TEXT PRIMARY KEY,"
    " last INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;";

/*
 * Agents act: their acts, what they ruled for the future, and replies that
 * an act or the calendar causes beside those that answer a message.
 */
static const char version_2[] =
    /* One command of an agent; appended to, but for undone_by. */
    "CREATE TABLE act ("
    " id INTEGER PRIMARY KEY,"
    " at INTEGER NOT NULL,"
    " who TEXT NOT NULL,"       /* login name */
    " name TEXT NOT NULL,"      /* assign, accept, … */
    " arguments TEXT NOT NULL," /* JSON array, as typed */
    " why TEXT,"
    " answer TEXT NOT NULL,"    /* French: what it did */
    " changes BLOB,"            /* SQLite changeset: before and after */
    " undone_by INTEGER REFERENCES act (id)"
    ") STRICT;"

    "ALTER TABLE history ADD COLUMN act INTEGER REFERENCES act (id);"
    "ALTER TABLE history ADD COLUMN before TEXT;"
    "ALTER TABLE history ADD COLUMN after TEXT;"

    "ALTER TABLE dossier ADD COLUMN withdrawn_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE dossier ADD COLUMN merged_into INTEGER"
    " REFERENCES dossier (id);"
    /* Written into each row: SQLite 3.40 records the value before a change
     * as NULL where a row is older than its column. */
    "UPDATE dossier SET withdrawn_at = 0;"

    /* An address that speaks for a hospital, by an agent's word. */
    "CREATE TABLE trust ("
    " id INTEGER PRIMARY KEY,"
    " address TEXT NOT NULL," /* lower case */
    " establishment TEXT NOT NULL,"
    " since INTEGER NOT NULL," /* messages received from then on */
    " until INTEGER NOT NULL," /* exclusive; 0: without end */
    " said_by TEXT NOT NULL,"
    " said_at INTEGER NOT NULL"
    ") STRICT;"

    /* The date that counts for a deadline; the newest row of each does. */
    "CREATE TABLE extension ("
    " id INTEGER PRIMARY KEY,"
    " campaign TEXT NOT NULL,"
    " deadline TEXT NOT NULL," /* its id: the date first announced */
    " date TEXT NOT NULL,"
    " said_by TEXT NOT NULL,"
    " said_at INTEGER NOT NULL"
    ") STRICT;"

    /*
     * Replies anew: message may be NULL (a reminder answers nobody), and
     * an act's reply stands beside the one reply that a message gets.
     */
    "CREATE TABLE reply_2 ("
    " id INTEGER PRIMARY KEY,"
    " message INTEGER REFERENCES message (id),"
    " act INTEGER REFERENCES act (id),"
    " dossier INTEGER REFERENCES dossier (id),"
    " kind TEXT NOT NULL,"
    " state TEXT NOT NULL,"
    " message_id TEXT NOT NULL UNIQUE,"
    " recipient TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " bytes BLOB NOT NULL,"
    " missing TEXT NOT NULL DEFAULT '[]',"
    " attempts INTEGER NOT NULL DEFAULT 0,"
    " queued_at INTEGER NOT NULL,"
    " due_at INTEGER NOT NULL,"
    " sent_at INTEGER NOT NULL DEFAULT 0,"
    " last_text TEXT"
    ") STRICT;"
    "INSERT INTO reply_2 (id, message, kind, state, message_id, recipient,"
    " name, bytes, missing, attempts, queued_at, due_at, sent_at, last_text)"
    " SELECT r.id, message, kind, r.state, r.message_id, recipient, name,"
    " bytes, reply_missing, r.attempts, queued_at, due_at, sent_at,"
    " last_text FROM reply r JOIN message m ON m.id = r.message;"
    "DROP TABLE reply;"
    "ALTER TABLE reply_2 RENAME TO reply;"
    "CREATE INDEX reply_by_state ON reply (state, due_at);"
    "CREATE INDEX reply_by_recipient ON reply (recipient, queued_at);"
    "CREATE INDEX reply_by_message ON reply (message);"
    /* Never more than one reply to one message by itself … */
    "CREATE UNIQUE INDEX reply_to_message ON reply (message)"
    " WHERE act IS NULL AND message IS NOT NULL;"
    /* … and never more than one about a dossier by one act. */
    "CREATE UNIQUE INDEX reply_of_act ON reply (act, dossier)"
    " WHERE act IS NOT NULL;"

    /* A digest for one DAM before one deadline leaves once. */
    "CREATE TABLE reminder ("
    " campaign TEXT NOT NULL,"
    " deadline TEXT NOT NULL,"
    " recipient TEXT NOT NULL,"
    " reply INTEGER NOT NULL REFERENCES reply (id),"
    " at INTEGER NOT NULL,"
    " PRIMARY KEY (campaign, deadline, recipient)"
    ") STRICT, WITHOUT ROWID;";

static const char version_3[] =
    /* What is left to do on the mail server; 0: not yet. */
    "ALTER TABLE message ADD COLUMN moved_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE reply ADD COLUMN copy_begun_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE reply ADD COLUMN copied_at INTEGER NOT NULL DEFAULT 0;"
    /* Written into each row: see version_2. */
    "UPDATE message SET moved_at = 0;"
    "UPDATE reply SET copy_begun_at = 0, copied_at = 0;"
    "CREATE INDEX message_to_move ON message (id)"
    " WHERE outcome = 'filed' AND moved_at = 0;"
    "CREATE INDEX reply_to_copy ON reply (id)"
    " WHERE sent_at <> 0 AND copied_at = 0;"
    "CREATE INDEX reply_by_sending ON reply (sent_at);"

    /* Messages that the server lists and does not hand over. */
    "CREATE TABLE undelivered ("
    " mailbox TEXT NOT NULL,"
    " folder TEXT NOT NULL,"
    " uid_validity INTEGER NOT NULL,"
    " uid INTEGER NOT NULL,"
    " first_at INTEGER NOT NULL,"
    " attempts INTEGER NOT NULL,"
    " next_at INTEGER NOT NULL,"
    " PRIMARY KEY (mailbox, folder, uid_validity, uid)"
    ") STRICT, WITHOUT ROWID;";

static const char version_4[] =
    /* A message that stayed when a dossier was erased that it speaks of. */
    "CREATE TABLE erased_beside ("
    " message INTEGER NOT NULL REFERENCES message (id),"
    " reference TEXT NOT NULL,"
    " PRIMARY KEY (message, reference)"
    ") STRICT, WITHOUT ROWID;"
    /* Until then only its history told so. */
    "INSERT OR IGNORE INTO erased_beside"
    " SELECT message, substr(what, 1, length(what)"
    "  - length(' effacé, message gardé')) FROM history"
    " WHERE message IS NOT NULL"
    " AND what LIKE '_% effacé, message gardé'"
    /* A reference is one word. */
    " AND instr(what, ' effacé, message gardé') = instr(what, ' ');";

/* migrations[n] leads from version n to n + 1. */
static const char *const migrations[] = { version_1, version_2,
	version_3, version_4 };
G_STATIC_ASSERT(G_N_ELEMENTS(migrations) == SCHEMA_VERSION);

static bool
read_version(struct sql *sql, int *version_r, GError **error)
{
	sqlite3_stmt *statement = sql_prepare(sql, "PRAGMA user_version",
	    error);

	if (statement == NULL || sql_step(sql, statement, error) != 1)
		return false;
	*version_r = (int)sql_int(statement, 0);
	sql_end(statement);
	return true;
}

static bool
newer(int version, GError **error)
{
	return error_set(error, ASR_ERROR_SCHEMA,
	    "the database is of version %d, this program knows %d: a newer "
	    "asr-intake has written it", version, SCHEMA_VERSION);
}

bool
schema_check(struct sql *sql, GError **error)
{
	int version = 0;

	if (!read_version(sql, &version, error))
		return false;
	if (version > SCHEMA_VERSION)
		return newer(version, error);
	if (version < SCHEMA_VERSION)
		return error_set(error, ASR_ERROR_SCHEMA,
		    "the database is of version %d: start asr-intaked once "
		    "to bring it to %d", version, SCHEMA_VERSION);
	return true;
}

/* Tables were made anew without SQLite looking after their references. */
static bool
check_references(struct sql *sql, GError **error)
{
	sqlite3_stmt *statement = sql_prepare(sql,
	    "PRAGMA foreign_key_check", error);
	int got = statement != NULL ? sql_step(sql, statement, error) : -1;

	if (got != 1)
		return got == 0;
	sql_end(statement);
	return error_set(error, ASR_ERROR_SCHEMA,
	    "the migrated database would have rows that refer to nothing");
}

static bool
run_migrations(struct sql *sql, int version, GError **error)
{
	g_autofree char *set_version = g_strdup_printf(
	    "PRAGMA user_version = %d", SCHEMA_VERSION);

	for (; version < SCHEMA_VERSION; version++) {
		if (!sql_exec(sql, migrations[version], error))
			return false;
	}
	return check_references(sql, error) &&
	    sql_exec(sql, set_version, error) &&
	    sql_exec(sql, "COMMIT", error);
}

/* Within BEGIN IMMEDIATE: nobody else migrates at the same time. */
static bool
migrate(struct sql *sql, GError **error)
{
	int version = 0;

	if (!read_version(sql, &version, error))
		return false;
	if (version > SCHEMA_VERSION)
		return newer(version, error);
	if (version < SCHEMA_VERSION)
		return run_migrations(sql, version, error);
	/* Of this version already: it is not written to. */
	return sql_exec(sql, "ROLLBACK", error);
}

bool
schema_migrate(struct sql *sql, GError **error)
{
	if (!sql_exec(sql, "BEGIN IMMEDIATE", error))
		return false;
	if (migrate(sql, error))
		return true;
	sql_exec(sql, "ROLLBACK", NULL);
	return false;
}
