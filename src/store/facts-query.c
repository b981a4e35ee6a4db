/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts that a decision asks for: store_facts of store.h. */
#include "near.h"
#include "store-private.h"

#define DAY_S (24 * 3600)

struct finder {
	struct store *store;
	const struct reading_keys *keys;
	struct facts *facts;
	GHashTable *seen; /* dossier ids already in facts */
};

static bool
one_int(struct store *store, sqlite3_stmt *st, int64_t *value_r,
    GError **error)
{
	int got;

	*value_r = 0;
	if (st == NULL)
		return false;
	got = sql_step(store->sql, st, error);
	if (got == 1) {
		*value_r = sql_int(st, 0);
		sql_end(st);
	}
	return got >= 0;
}

static bool
find_same_bytes(struct finder *finder, GError **error)
{
	sqlite3_stmt *st = sql_prepare(finder->store->sql,
	    "SELECT 1 FROM message WHERE sha256 = :sha256"
	    " AND state = 'settled' AND id <> :id LIMIT 1", error);
	int64_t found;

	if (st == NULL)
		return false;
	sql_bind_text(st, ":sha256", finder->keys->sha256);
	sql_bind_int(st, ":id", finder->keys->message);
	if (!one_int(finder->store, st, &found, error))
		return false;
	finder->facts->same_bytes = found != 0;
	return true;
}

/* The same Message-ID with the same documents, or both without any. */
static bool
find_same_documents(struct finder *finder, GError **error)
{
	g_autofree char *documents = store_documents_digest(
	    finder->keys->documents);
	sqlite3_stmt *st = sql_prepare(finder->store->sql,
	    "SELECT 1 FROM message WHERE message_id = :message_id"
	    " AND documents IS :documents AND state = 'settled'"
	    " AND id <> :id LIMIT 1", error);
	int64_t found;

	if (st == NULL)
		return false;
	if (finder->keys->message_id == NULL)
		return true;
	sql_bind_text(st, ":message_id", finder->keys->message_id);
	sql_bind_text(st, ":documents", documents);
	sql_bind_int(st, ":id", finder->keys->message);
	if (!one_int(finder->store, st, &found, error))
		return false;
	finder->facts->same_documents = found != 0;
	return true;
}

static bool
add_dossier(struct finder *finder, int64_t id, bool threaded,
    GError **error)
{
	struct dossier *d;

	if (g_hash_table_contains(finder->seen, &id))
		return true;
	finder->facts->cut =
	    finder->facts->dossiers->len == FACTS_DOSSIERS_MAX;
	if (finder->facts->cut)
		return true;
	d = store_read_dossier(finder->store, id, error);
	if (d == NULL)
		return false;
	g_hash_table_add(finder->seen, g_memdup2(&id, sizeof(id)));
	g_ptr_array_add(finder->facts->dossiers, d);
	if (threaded)
		g_ptr_array_add(finder->facts->threaded,
		    g_strdup(d->reference));
	return true;
}

/* The ids a statement selects: gathered before the dossiers are read. */
static GArray *
gather(struct finder *finder, sqlite3_stmt *st, GError **error)
{
	GArray *ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int got;

	while ((got = sql_step(finder->store->sql, st, error)) == 1) {
		int64_t id = sql_int(st, 0);

		g_array_append_val(ids, id);
	}
	if (got < 0)
		g_clear_pointer(&ids, g_array_unref);
	return ids;
}

static bool
add_selected(struct finder *finder, sqlite3_stmt *st, bool threaded,
    GError **error)
{
	g_autoptr(GArray) ids = gather(finder, st, error);

	for (unsigned i = 0; ids != NULL && i < ids->len; i++) {
		if (!add_dossier(finder, g_array_index(ids, int64_t, i),
			threaded, error))
			return false;
	}
	return ids != NULL;
}

/* Each text of list bound as :text in turn. */
static bool
add_for_each(struct finder *finder, const GPtrArray *list,
    const char *text, bool threaded, GError **error)
{
	for (unsigned i = 0; list != NULL && i < list->len &&
	     !finder->facts->cut; i++) {
		sqlite3_stmt *st = sql_prepare(finder->store->sql, text,
		    error);

		if (st == NULL)
			return false;
		sql_bind_text(st, ":text", list->pdata[i]);
		if (sqlite3_bind_parameter_index(st, ":campaign") > 0)
			sql_bind_text(st, ":campaign",
			    finder->keys->campaign);
		if (!add_selected(finder, st, threaded, error))
			return false;
	}
	return true;
}

/* A word is nearly one of the names', and none of them. */
static bool
is_nearly_named(const struct finder *finder, const char *word)
{
	const GPtrArray *names = finder->keys->name_words;

	for (unsigned i = 0; names != NULL && i < names->len; i++) {
		if (near_misread(names->pdata[i], word))
			return true;
	}
	return false;
}

/* Dossiers of an establishment whose names are nearly those in hand. */
static bool
add_nearly_named(struct finder *finder, const char *establishment,
    GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	sqlite3_stmt *st = sql_prepare(finder->store->sql,
	    "SELECT w.word, w.dossier FROM dossier d JOIN dossier_word w"
	    " ON w.dossier = d.id WHERE d.establishment = :establishment"
	    " AND d.campaign IS :campaign ORDER BY w.dossier", error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_text(st, ":establishment", establishment);
	sql_bind_text(st, ":campaign", finder->keys->campaign);
	while ((got = sql_step(finder->store->sql, st, error)) == 1) {
		g_autofree char *word = sql_text(st, 0);
		int64_t id = sql_int(st, 1);

		if (is_nearly_named(finder, word))
			g_array_append_val(ids, id);
	}
	for (unsigned i = 0; got == 0 && i < ids->len; i++) {
		if (!add_dossier(finder, g_array_index(ids, int64_t, i), false,
		    error))
			return false;
	}
	return got == 0;
}

static bool
find_nearly_named(struct finder *finder, GError **error)
{
	const GPtrArray *codes = finder->keys->establishments;

	for (unsigned i = 0; codes != NULL && i < codes->len &&
	     !finder->facts->cut; i++) {
		if (!add_nearly_named(finder, codes->pdata[i], error))
			return false;
	}
	return true;
}

static bool
find_dossiers(struct finder *finder, GError **error)
{
	return add_for_each(finder, finder->keys->references,
		   "SELECT coalesce(merged_into, id) FROM dossier"
		   " WHERE reference = :text", true, error) &&
	    /* A message it answers: one of theirs, or a reply of ours. */
	    add_for_each(finder, finder->keys->thread,
		"SELECT dm.dossier FROM message m JOIN dossier_message dm"
		" ON dm.message = m.id WHERE m.message_id = :text"
		" UNION SELECT dm.dossier FROM reply r JOIN dossier_message"
		" dm ON dm.message = r.message WHERE r.message_id = :text",
		true, error) &&
	    add_for_each(finder, finder->keys->name_words,
		"SELECT w.dossier FROM dossier_word w JOIN dossier d"
		" ON d.id = w.dossier WHERE w.word = :text"
		" AND d.campaign IS :campaign", false, error) &&
	    find_nearly_named(finder, error);
}

static bool
find_reported(struct finder *finder, GError **error)
{
	sqlite3_stmt *st = sql_prepare(finder->store->sql,
	    "SELECT id FROM reply WHERE message_id = :about", error);

	if (st == NULL)
		return false;
	if (finder->keys->delivery_about == NULL)
		return true;
	sql_bind_text(st, ":about", finder->keys->delivery_about);
	return one_int(finder->store, st, &finder->facts->reported_reply,
	    error);
}

static bool
count_replies(struct finder *finder, GError **error)
{
	sqlite3_stmt *st = sql_prepare(finder->store->sql,
	    "SELECT count(*) FROM reply r JOIN message m ON m.id = r.message"
	    " WHERE r.recipient = :sender AND m.received_at > :since"
	    " AND m.received_at <= :until AND r.state <> 'held'"
	    " AND r.act IS NULL", error);
	int64_t count;

	if (st == NULL)
		return false;
	if (finder->keys->sender == NULL)
		return true;
	sql_bind_text(st, ":sender", finder->keys->sender);
	sql_bind_int(st, ":since", finder->keys->received_at - DAY_S);
	sql_bind_int(st, ":until", finder->keys->received_at);
	if (!one_int(finder->store, st, &count, error))
		return false;
	finder->facts->replies_today = (unsigned)count;
	return true;
}

struct facts *
store_facts(struct store *store, const struct reading_keys *keys,
    GError **error)
{
	struct finder finder = { .store = store, .keys = keys,
		.facts = facts_new() };
	bool ok;

	finder.seen = g_hash_table_new_full(g_int64_hash, g_int64_equal,
	    g_free, NULL);
	ok = find_same_bytes(&finder, error) &&
	    find_same_documents(&finder, error) &&
	    find_dossiers(&finder, error) && find_reported(&finder, error) &&
	    count_replies(&finder, error);
	g_hash_table_unref(finder.seen);
	if (ok)
		return finder.facts;
	facts_free(finder.facts);
	return NULL;
}
