/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small layer over SQLite: prepared statements kept by their text, named
 * binds, and errors that keep SQLite's extended code and words.  Private to
 * the store room.
 */
#ifndef ASR_SQL_H
#define ASR_SQL_H

#include <stdbool.h>
#include <stdint.h>

/* sqlite3.h declares its session functions only when asked. */
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include <glib.h>

struct sql {
	sqlite3 *db;
	GHashTable *statements; /* const char * (static text) → statement */
};

/* Another process holds the database: waited for so long. */
#define SQL_BUSY_TIMEOUT_MS 10000

/* Opens path with SQLite's flags.  NULL and *error on failure. */
struct sql *sql_open(const char *path, int flags, GError **error);
void sql_close(struct sql *sql);

/* Runs text, which may hold several statements without binds. */
bool sql_exec(struct sql *sql, const char *text, GError **error);

/*
 * The prepared statement of text, reset and without binds.  text must live
 * as long as sql: a string constant.  NULL and *error when it is wrong.
 */
sqlite3_stmt *sql_prepare(struct sql *sql, const char *text, GError **error);

/* Binds by name (":name"); asserts that the statement has it.  NULL texts
 * and blobs are SQL's NULL.  Without memory the program ends. */
void sql_bind_text(sqlite3_stmt *statement, const char *name,
    const char *value);
void sql_bind_int(sqlite3_stmt *statement, const char *name, int64_t value);
void sql_bind_bytes(sqlite3_stmt *statement, const char *name,
    GBytes *value);

/*
 * One step: 1 a row, 0 done (the statement is reset), -1 failed (reset too,
 * *error says what and SQLite's code).
 */
int sql_step(struct sql *sql, sqlite3_stmt *statement, GError **error);

/* Runs a statement that returns no row; true when done. */
bool sql_run(struct sql *sql, sqlite3_stmt *statement, GError **error);

/* Ends a statement before its last row. */
void sql_end(sqlite3_stmt *statement);

/* A column of the row: a copy, NULL for SQL's NULL; the caller frees. */
char *sql_text(sqlite3_stmt *statement, int column);
int64_t sql_int(sqlite3_stmt *statement, int column);
GBytes *sql_bytes(sqlite3_stmt *statement, int column);

/* The first column of all rows, char * (NULL for SQL's NULL); NULL and *error.
 * The caller frees it. */
GPtrArray *sql_texts(struct sql *sql, sqlite3_stmt *statement,
    GError **error);

/* A list of texts as a JSON array, and back; never NULL. */
char *sql_list_encode(const GPtrArray *texts);
GPtrArray *sql_list_decode(const char *json);

#endif
