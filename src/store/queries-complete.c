/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be typed next: see queries.h. */
#include <string.h>

#include "queries.h"
#include "store-private.h"

/* References are letters, digits and hyphens (campaign.c): the first and
 * the last character that may follow a beginning. */
#define BEFORE_ALL "-"
#define AFTER_ALL "~"

/* References from … on that begin with beginning. */
static GPtrArray *
references_from(struct store *store, const char *from, const char *beginning,
    int limit, GError **error)
{
	g_autofree char *end = g_strconcat(beginning, AFTER_ALL, NULL);
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT reference FROM dossier WHERE reference >= :from"
	    " AND reference < :end AND merged_into IS NULL"
	    " ORDER BY reference LIMIT :limit", error);

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":from", from);
	sql_bind_text(st, ":end", end);
	sql_bind_int(st, ":limit", limit);
	return sql_texts(store->sql, st, error);
}

/* What the first and the last reference of a beginning, and so all of
 * them, have in common; NULL and *error. */
static char *
common_beginning(struct store *store, const char *first,
    const char *beginning, GError **error)
{
	g_autofree char *end = g_strconcat(beginning, AFTER_ALL, NULL);
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT max(reference) FROM dossier WHERE reference < :end",
	    error);
	g_autoptr(GPtrArray) last = NULL;
	size_t length = 0;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":end", end);
	last = sql_texts(store->sql, st, error);
	if (last == NULL)
		return NULL;
	for (const char *l = last->pdata[0];
	    first[length] != '\0' && first[length] == l[length];)
		length++;
	return g_strndup(first, length);
}

/* Beginnings one character longer than common, a seek in the index each. */
static bool
add_beginnings(struct store *store, const char *common, GPtrArray *beginnings,
    GError **error)
{
	size_t longer = strlen(common) + 1;
	g_autofree char *from = g_strdup(common);

	for (;;) {
		g_autoptr(GPtrArray) next = references_from(store, from,
		    common, 1, error);
		char *beginning;

		if (next == NULL || next->len == 0)
			return next != NULL;
		beginning = g_strndup(next->pdata[0], longer);
		g_free(from);
		from = g_strconcat(beginning,
		    strlen(beginning) < longer ? BEFORE_ALL : AFTER_ALL,
		    NULL);
		g_ptr_array_add(beginnings, beginning);
	}
}

GPtrArray *
queries_beginnings(struct store *store, const char *typed, bool *whole_r,
    GError **error)
{
	GPtrArray *found = references_from(store, typed, typed,
	    BEGINNINGS_MAX + 1, error);
	g_autofree char *common = NULL;

	*whole_r = found != NULL && found->len <= BEGINNINGS_MAX;
	if (found == NULL || *whole_r)
		return found;
	common = common_beginning(store, found->pdata[0], typed, error);
	g_ptr_array_set_size(found, 0);
	if (common == NULL || !add_beginnings(store, common, found, error))
		g_clear_pointer(&found, g_ptr_array_unref);
	return found;
}

GPtrArray *
queries_waiting(struct store *store, enum waiting what, GError **error)
{
	static const char *const texts[] = {
		[WAITING_MESSAGES] = "SELECT id FROM message WHERE waits = 1"
				     " ORDER BY id",
		[WAITING_SENDERS] = "SELECT DISTINCT from_address"
				    " FROM message WHERE waits = 1"
				    " AND from_address IS NOT NULL"
				    " ORDER BY from_address",
		[WAITING_REPLIES] = "SELECT id FROM reply"
				    " WHERE state = 'held' ORDER BY id",
	};
	sqlite3_stmt *st = sql_prepare(store->sql, texts[what], error);

	return st != NULL ? sql_texts(store->sql, st, error) : NULL;
}
