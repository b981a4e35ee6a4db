/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, transactions, notes and history: see store.h. */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "durable.h"
#include "error.h"
#include "schema.h"
#include "store-private.h"

#define DATABASE "intake.db"
/* Agents read the database as members of the group; SQLite's -wal and
 * -shm inherit its mode. */
#define DATABASE_MODE 0640
#define FOLDER_MODE 0750
/* What a finished checkpoint leaves of the write-ahead log. */
#define JOURNAL_BYTES_MAX "16777216"

static struct store *
store_new(struct sql *sql)
{
	struct store *store = g_new0(struct store, 1);

	store->sql = sql;
	return store;
}

/* The write-ahead log stays when the writer leaves: readers who may not
 * write to the folder could not open the database without it. */
static void
keep_wal(struct sql *sql)
{
	int on = 1;

	sqlite3_file_control(sql->db, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
}

static bool
set_up(struct sql *sql, const char *path, GError **error)
{
	if (!sql_exec(sql, "PRAGMA journal_mode = WAL;"
			   "PRAGMA synchronous = FULL;"
			   "PRAGMA secure_delete = ON;"
			   "PRAGMA journal_size_limit = " JOURNAL_BYTES_MAX,
		error))
		return false;
	keep_wal(sql);
	if (chmod(path, DATABASE_MODE) != 0)
		return error_errno(error, errno, "chmod %s", path);
	return schema_migrate(sql, error) &&
	    sql_exec(sql, "PRAGMA foreign_keys = ON", error);
}

struct store *
store_open(const char *state_directory, GError **error)
{
	g_autofree char *path = g_build_filename(state_directory, DATABASE,
	    NULL);
	struct sql *sql;

	if (!durable_mkdir(state_directory, FOLDER_MODE, error))
		return NULL;
	sql = sql_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	    error);
	if (sql == NULL)
		return NULL;
	if (!set_up(sql, path, error)) {
		sql_close(sql);
		return NULL;
	}
	return store_new(sql);
}

struct store *
store_open_readonly(const char *state_directory, GError **error)
{
	g_autofree char *path = g_build_filename(state_directory, DATABASE,
	    NULL);
	struct sql *sql;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		error_set(error, ASR_ERROR_IO,
		    "%s: there is no database yet: has asr-intaked run?",
		    path);
		return NULL;
	}
	sql = sql_open(path, SQLITE_OPEN_READONLY, error);
	if (sql == NULL)
		return NULL;
	if (!schema_check(sql, error)) {
		sql_close(sql);
		return NULL;
	}
	return store_new(sql);
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	sql_close(store->sql);
	erase_free(store->erasing);
	g_free(store->who);
	g_free(store);
}

bool
store_begin(struct store *store, GError **error)
{
	g_assert(!store->in_transaction);
	store->in_transaction = sql_exec(store->sql, "BEGIN IMMEDIATE",
	    error);
	return store->in_transaction;
}

bool
store_begin_lazily(struct store *store, GError **error)
{
	g_assert(!store->in_transaction);
	store->lazy = sql_exec(store->sql, "PRAGMA synchronous = NORMAL",
	    error);
	return store->lazy && store_begin(store, error);
}

/* After a transaction: the next one waits for the disk again. */
static void
end_transaction(struct store *store)
{
	store->in_transaction = false;
	if (store->lazy)
		sql_exec(store->sql, "PRAGMA synchronous = FULL", NULL);
	store->lazy = false;
}

bool
store_commit(struct store *store, GError **error)
{
	bool ok = sql_exec(store->sql, "COMMIT", error);

	if (!ok)
		sql_exec(store->sql, "ROLLBACK", NULL);
	end_transaction(store);
	return ok;
}

void
store_rollback(struct store *store)
{
	sql_exec(store->sql, "ROLLBACK", NULL);
	end_transaction(store);
}

/*
 * What is committed is in the write-ahead log or, after a checkpoint, which
 * syncs by itself, in the database.  SQLite's locks are on neither of the
 * log's descriptors, so that closing ours takes none away.
 */
bool
store_sync(struct store *store, GError **error)
{
	const char *database = sqlite3_db_filename(store->sql->db, "main");
	const char *log = sqlite3_filename_wal(database);
	int fd = open(log, O_RDWR | O_CLOEXEC);
	bool ok;

	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0)
		return error_errno(error, errno, "%s", log);
	ok = fdatasync(fd) == 0;
	if (!ok)
		error_errno(error, errno, "fdatasync %s", log);
	close(fd);
	return ok;
}

bool
store_read_begin(struct store *store, GError **error)
{
	return store->in_transaction || sql_exec(store->sql, "BEGIN", error);
}

void
store_read_end(struct store *store)
{
	if (!store->in_transaction)
		sql_exec(store->sql, "ROLLBACK", NULL);
}

bool
store_write_begin(struct store *store, bool *own_r, GError **error)
{
	*own_r = !store->in_transaction;
	return store->in_transaction || store_begin(store, error);
}

bool
store_write_begin_lazily(struct store *store, bool *own_r, GError **error)
{
	*own_r = !store->in_transaction;
	return store->in_transaction || store_begin_lazily(store, error);
}

bool
store_write_end(struct store *store, bool own, bool ok, GError **error)
{
	if (!own)
		return ok;
	if (ok)
		return store_commit(store, error);
	store_rollback(store);
	return false;
}

char *
store_success_path(struct store *store, const char *who)
{
	const char *database = sqlite3_db_filename(store->sql->db, "main");
	g_autofree char *folder = g_path_get_dirname(database);
	g_autofree char *name = g_strconcat("last-success.", who, NULL);

	return g_build_filename(folder, name, NULL);
}

bool
store_stamp_success(struct store *store, const char *who, GError **error)
{
	g_autofree char *path = store_success_path(store, who);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, DATABASE_MODE);
	bool ok;

	if (fd < 0)
		return error_errno(error, errno, "%s", path);
	ok = futimens(fd, NULL) == 0;
	if (!ok)
		error_errno(error, errno, "%s", path);
	close(fd);
	return ok;
}

bool
store_set_note(struct store *store, const char *name, const char *value,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO note (name, value) VALUES (:name, :value)"
	    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	    error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":name", name);
	sql_bind_text(st, ":value", value);
	return sql_run(store->sql, st, error);
}

char *
store_note(struct store *store, const char *name, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT value FROM note WHERE name = :name", error);
	char *value = NULL;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":name", name);
	if (sql_step(store->sql, st, error) == 1) {
		value = sql_text(st, 0);
		sql_end(st);
	}
	return value;
}

bool
store_add_history(struct store *store, int64_t dossier, int64_t message,
    const char *who, const char *what, const char *why, int64_t at,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO history (at, who, what, why, dossier, message, act)"
	    " VALUES (:at, :who, :what, :why, nullif(:dossier, 0),"
	    " nullif(:message, 0), nullif(:act, 0))", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":at", at);
	sql_bind_text(st, ":who", who);
	sql_bind_text(st, ":what", what);
	sql_bind_text(st, ":why", why);
	sql_bind_int(st, ":dossier", dossier);
	sql_bind_int(st, ":message", message);
	sql_bind_int(st, ":act", store->act);
	return sql_run(store->sql, st, error);
}
