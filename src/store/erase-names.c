/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a candidate that goes is told of elsewhere: in messages of no
 * dossier, in agents' acts and in histories.  See erase.h.
 */
#include "erase.h"

#include <string.h>

#include "digest.h"
#include "erase-private.h"
#include "error.h"
#include "fold.h"
#include "store-private.h"

/* Of a name, that it is searched for. */
#define NAME_WORDS_MIN 2u

/* What is being erased, for the functions known to SQL. */
struct erasing {
	GPtrArray *names; /* char **: the folded words of each */
	GHashTable *dossiers, *messages, *findings; /* int64_t: those gone */
};

static void
free_names(void *words)
{
	g_strfreev(words);
}

void
erase_free(struct erasing *erasing)
{
	if (erasing == NULL)
		return;
	g_ptr_array_unref(erasing->names);
	g_hash_table_unref(erasing->dossiers);
	g_hash_table_unref(erasing->messages);
	g_hash_table_unref(erasing->findings);
	g_free(erasing);
}

static struct erasing *
erasing_new(void)
{
	struct erasing *erasing = g_new0(struct erasing, 1);

	erasing->names = g_ptr_array_new_with_free_func(free_names);
	erasing->dossiers = g_hash_table_new_full(g_int64_hash,
	    g_int64_equal, g_free, NULL);
	erasing->messages = g_hash_table_new_full(g_int64_hash,
	    g_int64_equal, g_free, NULL);
	erasing->findings = g_hash_table_new_full(g_int64_hash,
	    g_int64_equal, g_free, NULL);
	return erasing;
}

char *
store_hidden_name(const char *name)
{
	g_autofree char *sum = digest_of(name, strlen(name));

	return g_strconcat(STORE_ERASED, sum, NULL);
}

static void
hidden(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *name = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	if (name != NULL)
		sqlite3_result_text(context, store_hidden_name(name), -1,
		    g_free);
}

static bool
has_all(const char *folded, char **words)
{
	for (unsigned i = 0; words[i] != NULL; i++) {
		if (!fold_contains(folded, words[i]))
			return false;
	}
	return true;
}

static bool
mentions(const struct erasing *erasing, const char *text)
{
	g_autofree char *folded = fold_text(text);

	for (unsigned i = 0; i < erasing->names->len; i++) {
		if (has_all(folded, erasing->names->pdata[i]))
			return true;
	}
	return false;
}

static void
mentions_in_sql(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	sqlite3_result_int(context, text != NULL &&
	    mentions(sqlite3_user_data(context), text));
}

/* The column of each recorded table that tells whose row it is. */
static const struct owner {
	const char *table;
	int column;
	size_t set; /* of struct erasing */
} owners[] = {
	{ "dossier", 0, offsetof(struct erasing, dossiers) },
	{ "dossier_word", 1, offsetof(struct erasing, dossiers) },
	{ "dossier_piece", 0, offsetof(struct erasing, dossiers) },
	{ "dossier_message", 0, offsetof(struct erasing, dossiers) },
	{ "dossier_message", 1, offsetof(struct erasing, messages) },
	{ "finding", 0, offsetof(struct erasing, findings) },
	{ "finding", 1, offsetof(struct erasing, messages) },
	{ "finding", 2, offsetof(struct erasing, dossiers) },
	{ "message", 0, offsetof(struct erasing, messages) },
};

/* One of the values before and after a change is among set. */
static bool
is_among(sqlite3_changeset_iter *change, int operation, int column,
    GHashTable *set)
{
	sqlite3_value *old = NULL, *new = NULL;
	int64_t id;

	if (operation != SQLITE_INSERT)
		sqlite3changeset_old(change, column, &old);
	if (operation != SQLITE_DELETE)
		sqlite3changeset_new(change, column, &new);
	id = old != NULL ? sqlite3_value_int64(old) : 0;
	if (old != NULL && g_hash_table_contains(set, &id))
		return true;
	id = new != NULL ? sqlite3_value_int64(new) : 0;
	return new != NULL && g_hash_table_contains(set, &id);
}

static bool
change_touches(const struct erasing *erasing, sqlite3_changeset_iter *change)
{
	const char *table = NULL;
	int columns = 0, operation = 0, indirect = 0;

	if (sqlite3changeset_op(change, &table, &columns, &operation,
		&indirect) != SQLITE_OK)
		return true; /* whatever cannot be read goes */
	for (size_t i = 0; i < G_N_ELEMENTS(owners); i++) {
		GHashTable *set = *(GHashTable *const *)(const void *)
		    ((const char *)erasing + owners[i].set);

		if (strcmp(table, owners[i].table) == 0 &&
		    is_among(change, operation, owners[i].column, set))
			return true;
	}
	return false;
}

static void
touches(sqlite3_context *context, int count, sqlite3_value **values)
{
	int length = sqlite3_value_bytes(values[0]);
	void *bytes = g_memdup2(sqlite3_value_blob(values[0]),
	    (gsize)length);
	sqlite3_changeset_iter *change = NULL;
	bool found = length > 0 &&
	    sqlite3changeset_start(&change, length, bytes) != SQLITE_OK;

	(void)count;
	while (change != NULL && !found &&
	    sqlite3changeset_next(change) == SQLITE_ROW)
		found = change_touches(sqlite3_user_data(context), change);
	if (change != NULL)
		sqlite3changeset_finalize(change);
	g_free(bytes);
	sqlite3_result_int(context, found);
}

bool
erase_functions(struct store *store, GError **error)
{
	static const struct {
		const char *name;
		void (*function)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{ "hidden", hidden },
		{ "mentions", mentions_in_sql },
		{ "touches", touches },
	};

	if (store->erasing != NULL)
		return true;
	store->erasing = erasing_new();
	for (size_t i = 0; i < G_N_ELEMENTS(functions); i++) {
		if (sqlite3_create_function_v2(store->sql->db,
			functions[i].name, 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
			store->erasing, functions[i].function, NULL, NULL,
			NULL) != SQLITE_OK)
			return error_set(error, ASR_ERROR_IO,
			    "database: erasing: %s",
			    sqlite3_errmsg(store->sql->db));
	}
	return true;
}

static void
learn(struct erasing *erasing, const char *name)
{
	char **words = fold_words(name);

	if (g_strv_length(words) >= NAME_WORDS_MIN)
		g_ptr_array_add(erasing->names, words);
	else
		g_strfreev(words);
}

static bool
learn_ids(struct store *store, GHashTable *set, const char *text,
    GError **error)
{
	g_autoptr(GArray) ids = erase_numbers(store, text, error);

	g_hash_table_remove_all(set);
	for (unsigned i = 0; ids != NULL && i < ids->len; i++)
		g_hash_table_add(set, g_memdup2(&g_array_index(ids, int64_t,
		    i), sizeof(int64_t)));
	return ids != NULL;
}

bool
erase_learn_names(struct store *store, GError **error)
{
	struct erasing *erasing = store->erasing;
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT family_name || ' ' || given_name FROM dossier"
	    " WHERE id IN (SELECT id FROM gone_dossier) UNION"
	    " SELECT value FROM dossier, json_each(other_names)"
	    " WHERE dossier.id IN (SELECT id FROM gone_dossier)", error);
	int got = -1;

	g_ptr_array_set_size(erasing->names, 0);
	while (st != NULL && (got = sql_step(store->sql, st, error)) == 1) {
		g_autofree char *name = sql_text(st, 0);

		learn(erasing, name);
	}
	return got == 0 &&
	    learn_ids(store, erasing->dossiers,
		"SELECT id FROM gone_dossier", error) &&
	    learn_ids(store, erasing->messages,
		"SELECT id FROM gone_message", error) &&
	    learn_ids(store, erasing->findings,
		"SELECT id FROM finding WHERE message IN"
		" (SELECT id FROM gone_message) OR dossier IN"
		" (SELECT id FROM gone_dossier)", error);
}

bool
store_erase_names(struct store *store, const char *text)
{
	return text != NULL && mentions(store->erasing, text);
}

GArray *
erase_find_named(struct store *store, GError **error)
{
	return sql_exec(store->sql, "INSERT INTO named"
	    " SELECT id FROM message m"
	    " WHERE id NOT IN (SELECT id FROM gone_message)"
	    " AND NOT EXISTS (SELECT 1 FROM dossier_message"
	    "  WHERE message = m.id)"
	    " AND (mentions(subject) OR mentions((SELECT"
	    "  group_concat(atom, ' ') FROM json_tree(m.report)"
	    "  WHERE type = 'text')))", error) ? erase_numbers(store,
	    "SELECT id FROM named ORDER BY id", error) : NULL;
}

GPtrArray *
erase_find_namesakes(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_exec(store->sql, "INSERT INTO namesake"
	    " SELECT id FROM dossier WHERE id NOT IN (SELECT id"
	    "  FROM gone_dossier) AND mentions(family_name || ' ' ||"
	    "  given_name)", error) ? sql_prepare(store->sql,
	    "SELECT reference FROM dossier WHERE merged_into IS NULL"
	    " AND id IN (SELECT id FROM namesake) ORDER BY reference",
	    error) : NULL;
	GPtrArray *references = g_ptr_array_new_with_free_func(g_free);
	int got = -1;

	while (st != NULL && (got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(references, sql_text(st, 0));
	if (got < 0)
		g_clear_pointer(&references, g_ptr_array_unref);
	return references;
}

/* Without its changes it cannot be undone: nor should it.  What only names
 * one who has another dossier is told of that. */
bool
erase_blank_acts(struct store *store, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT OR IGNORE INTO gone_act SELECT id FROM act"
	    " WHERE id <> :act AND (touches(changes)"
	    " OR id IN (SELECT act FROM history"
	    "  WHERE dossier IN (SELECT id FROM gone_dossier)"
	    "  OR message IN (SELECT id FROM gone_message))"
	    " OR (mentions(arguments || ' ' || coalesce(why, '') || ' '"
	    "  || answer) AND id NOT IN (SELECT act FROM history"
	    "  WHERE act IS NOT NULL AND dossier IN (SELECT id"
	    "   FROM namesake))))", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":act", store->act);
	return sql_run(store->sql, st, error) &&
	    sql_exec(store->sql, "UPDATE act SET arguments = '[]',"
		" why = NULL, answer = 'effacé', changes = NULL"
		" WHERE id IN (SELECT id FROM gone_act)", error);
}

bool
erase_blank_mentions(struct store *store, GError **error)
{
	return sql_exec(store->sql,
	    "UPDATE history SET what = 'effacé', why = NULL, before = NULL,"
	    " after = NULL WHERE (dossier IS NULL OR dossier NOT IN"
	    "  (SELECT id FROM namesake)) AND mentions(what"
	    "  || ' ' || coalesce(why, '')"
	    "  || ' ' || coalesce(before, '') || ' ' || coalesce(after,"
	    "  ''));"
	    "UPDATE dossier SET review_reasons = (SELECT json_group_array("
	    "  CASE WHEN mentions(value) THEN 'effacé' ELSE value END)"
	    "  FROM json_each(review_reasons)) WHERE id NOT IN"
	    "  (SELECT id FROM namesake) AND mentions(review_reasons);"
	    "UPDATE dossier SET warnings = (SELECT json_group_array("
	    "  CASE WHEN mentions(value) THEN 'effacé' ELSE value END)"
	    "  FROM json_each(warnings)) WHERE id NOT IN"
	    "  (SELECT id FROM namesake) AND mentions(warnings)", error);
}
