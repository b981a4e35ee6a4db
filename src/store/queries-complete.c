/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be typed next, and what may be let go: see queries.h. */
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

static void
free_held(void *pointer)
{
	struct held_view *held = pointer;

	g_free(held->to);
	g_free(held->references);
	g_free(held->why);
	g_free(held);
}

GPtrArray *
queries_held(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT r.id, r.kind, r.recipient, coalesce(r.message, 0),"
	    " (SELECT coalesce(group_concat(d.reference, ', '), '')"
	    "  FROM dossier d WHERE d.merged_into IS NULL AND CASE"
	    "  WHEN r.dossier IS NOT NULL THEN d.id = r.dossier"
	    "  ELSE d.id IN (SELECT dossier FROM dossier_message"
	    "   WHERE message = r.message) END), r.last_text"
	    " FROM reply r LEFT JOIN message m ON m.id = r.message"
	    " WHERE r.state = 'held' AND coalesce(m.waits, 0) = 0"
	    " ORDER BY r.id", error);
	GPtrArray *rows = g_ptr_array_new_with_free_func(free_held);
	int got = -1;

	while (st != NULL && (got = sql_step(store->sql, st, error)) == 1) {
		struct held_view *held = g_new0(struct held_view, 1);
		g_autofree char *kind = sql_text(st, 1);

		held->id = sql_int(st, 0);
		reply_kind_parse(kind, &held->kind);
		held->to = sql_text(st, 2);
		held->message = sql_int(st, 3);
		held->references = sql_text(st, 4);
		held->why = sql_text(st, 5);
		g_ptr_array_add(rows, held);
	}
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}
