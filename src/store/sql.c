/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small layer over SQLite: see sql.h. */
#include "sql.h"

#include <string.h>

#include <jansson.h>

#include "error.h"

static bool
fail(struct sql *sql, const char *what, GError **error)
{
	int code = sqlite3_errcode(sql->db);
	enum asr_error kind = code == SQLITE_BUSY || code == SQLITE_LOCKED ?
	    ASR_ERROR_BUSY : ASR_ERROR_IO;

	return error_set(error, kind, "database: %s (SQLite %d): %.60s",
	    sqlite3_errmsg(sql->db), sqlite3_extended_errcode(sql->db),
	    what);
}

static void
finalize(void *statement)
{
	sqlite3_finalize(statement);
}

struct sql *
sql_open(const char *path, int flags, GError **error)
{
	struct sql *sql = g_new0(struct sql, 1);

	sql->statements = g_hash_table_new_full(g_direct_hash,
	    g_direct_equal, NULL, finalize);
	if (sqlite3_open_v2(path, &sql->db, flags, NULL) != SQLITE_OK) {
		fail(sql, path, error);
		sql_close(sql);
		return NULL;
	}
	sqlite3_extended_result_codes(sql->db, 1);
	sqlite3_busy_timeout(sql->db, SQL_BUSY_TIMEOUT_MS);
	return sql;
}

void
sql_close(struct sql *sql)
{
	if (sql == NULL)
		return;
	g_hash_table_unref(sql->statements);
	sqlite3_close(sql->db);
	g_free(sql);
}

bool
sql_exec(struct sql *sql, const char *text, GError **error)
{
	if (sqlite3_exec(sql->db, text, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return fail(sql, text, error);
}

sqlite3_stmt *
sql_prepare(struct sql *sql, const char *text, GError **error)
{
	sqlite3_stmt *statement = g_hash_table_lookup(sql->statements, text);

	if (statement != NULL) {
		sqlite3_reset(statement);
		sqlite3_clear_bindings(statement);
		return statement;
	}
	if (sqlite3_prepare_v3(sql->db, text, -1, SQLITE_PREPARE_PERSISTENT,
		&statement, NULL) != SQLITE_OK) {
		fail(sql, text, error);
		return NULL;
	}
	g_hash_table_insert(sql->statements, (gpointer)text, statement);
	return statement;
}

/* What memory lacks for would stay NULL: the program ends, as it does
 * wherever memory lacks. */
static void
need_bound(int result, sqlite3_stmt *statement)
{
	if (result != SQLITE_OK)
		g_error("no memory for a value of the database: %.60s",
		    sqlite3_sql(statement));
}

static int
index_of(sqlite3_stmt *statement, const char *name)
{
	int index = sqlite3_bind_parameter_index(statement, name);

	g_assert(index > 0);
	return index;
}

void
sql_bind_text(sqlite3_stmt *statement, const char *name, const char *value)
{
	need_bound(sqlite3_bind_text(statement, index_of(statement, name),
	    value, -1, SQLITE_TRANSIENT), statement);
}

void
sql_bind_int(sqlite3_stmt *statement, const char *name, int64_t value)
{
	need_bound(sqlite3_bind_int64(statement, index_of(statement, name),
	    value), statement);
}

void
sql_bind_bytes(sqlite3_stmt *statement, const char *name, GBytes *value)
{
	gsize length = 0;
	const void *bytes = NULL;

	/* An empty blob has no address, and NULL would be no blob. */
	if (value != NULL)
		bytes = g_bytes_get_data(value, &length);
	if (value != NULL && bytes == NULL)
		bytes = "";
	need_bound(sqlite3_bind_blob64(statement, index_of(statement, name),
	    bytes, length, SQLITE_TRANSIENT), statement);
}

int
sql_step(struct sql *sql, sqlite3_stmt *statement, GError **error)
{
	int result = sqlite3_step(statement);

	if (result == SQLITE_ROW)
		return 1;
	if (result != SQLITE_DONE)
		fail(sql, sqlite3_sql(statement), error);
	sqlite3_reset(statement);
	return result == SQLITE_DONE ? 0 : -1;
}

bool
sql_run(struct sql *sql, sqlite3_stmt *statement, GError **error)
{
	int got = sql_step(sql, statement, error);

	if (got > 0)
		sql_end(statement);
	return got >= 0;
}

void
sql_end(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
}

char *
sql_text(sqlite3_stmt *statement, int column)
{
	return g_strdup((const char *)sqlite3_column_text(statement,
	    column));
}

int64_t
sql_int(sqlite3_stmt *statement, int column)
{
	return sqlite3_column_int64(statement, column);
}

GPtrArray *
sql_texts(struct sql *sql, sqlite3_stmt *statement, GError **error)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	int got;

	while ((got = sql_step(sql, statement, error)) == 1)
		g_ptr_array_add(texts, sql_text(statement, 0));
	if (got < 0)
		g_clear_pointer(&texts, g_ptr_array_unref);
	return texts;
}

GBytes *
sql_bytes(sqlite3_stmt *statement, int column)
{
	const void *bytes = sqlite3_column_blob(statement, column);
	int length = sqlite3_column_bytes(statement, column);

	return g_bytes_new(bytes, (gsize)length);
}

char *
sql_list_encode(const GPtrArray *texts)
{
	json_t *array = json_array();
	char *json, *copy;

	for (unsigned i = 0; i < texts->len; i++)
		json_array_append_new(array, json_string(texts->pdata[i]));
	json = json_dumps(array, JSON_COMPACT);
	copy = g_strdup(json);
	free(json);
	json_decref(array);
	return copy;
}

GPtrArray *
sql_list_decode(const char *json)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	/* Most lists are empty, and many are read. */
	bool empty = json == NULL || strcmp(json, "[]") == 0;
	json_t *array = empty ? NULL : json_loads(json, 0, NULL);
	json_t *text;
	size_t i;

	json_array_foreach (array, i, text) {
		if (json_is_string(text))
			g_ptr_array_add(texts,
			    g_strdup(json_string_value(text)));
	}
	json_decref(array);
	return texts;
}
