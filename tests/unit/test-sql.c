/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the database: what memory lacks for is never taken for NULL. */
#include "sql.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

#define LONG_TEXT 100000 /* bytes: many times what the limit leaves */
#define LEFT 1000

static struct sql *sql;
static char *text;

static void
set_up(void)
{
	sql = sql_open(":memory:", SQLITE_OPEN_READWRITE, NULL);
	ck_assert_ptr_nonnull(sql);
	ck_assert(sql_exec(sql, "CREATE TABLE t (v)", NULL));
	text = g_strnfill(LONG_TEXT, 'x');
}

static void
tear_down(void)
{
	sql_close(sql);
	g_free(text);
}

static sqlite3_stmt *
insertion(void)
{
	return sql_prepare(sql, "INSERT INTO t VALUES (:v)", NULL);
}

/* The row with a value. */
static sqlite3_stmt *
kept(void)
{
	sqlite3_stmt *statement =
	    sql_prepare(sql, "SELECT v FROM t", NULL);

	ck_assert_int_eq(sql_step(sql, statement, NULL), 1);
	return statement;
}

static void
bind_text(sqlite3_stmt *statement)
{
	sql_bind_text(statement, ":v", text);
}

static void
bind_bytes(sqlite3_stmt *statement)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, LONG_TEXT);

	sql_bind_bytes(statement, ":v", bytes);
}

/* Does work end a program whose database may have no more memory? */
static bool
ends(void (*work)(sqlite3_stmt *))
{
	int status = 0;
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		sqlite3_stmt *statement = insertion();

		sqlite3_hard_heap_limit64(sqlite3_memory_used() + LEFT);
		work(statement);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status);
}

START_TEST(null_is_null)
{
	sqlite3_stmt *statement = insertion();
	g_autoptr(GBytes) bytes = NULL;

	sql_bind_text(statement, ":v", NULL);
	ck_assert(sql_run(sql, statement, NULL));
	statement = kept();
	ck_assert_ptr_null(sql_text(statement, 0));
	bytes = sql_bytes(statement, 0);
	ck_assert_uint_eq(g_bytes_get_size(bytes), 0);
}
END_TEST

START_TEST(without_memory_nothing_is_null)
{
	ck_assert(ends(bind_text));
	ck_assert(ends(bind_bytes));
}
END_TEST

HARNESS_MAIN("sql", tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, null_is_null);
    tcase_add_test(tc, without_memory_nothing_is_null))
