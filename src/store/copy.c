/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A consistent copy of the database: store_copy of store.h. */
#include "error.h"
#include "store-private.h"

bool
store_copy(struct store *store, const char *path, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, "VACUUM INTO :path",
	    error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":path", path);
	return sql_run(store->sql, st, error);
}
