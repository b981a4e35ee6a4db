/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers for readers: see queries.h. */
#include <string.h>

#include "fold.h"
#include "near.h"
#include "queries.h"
#include "store-private.h"

/* Near misses that are named, and how far they may be: a digit left out,
 * two exchanged. */
#define NEAR_MAX 5
#define NEAR_EDITS 2u

static void
free_dossier(void *dossier)
{
	dossier_free(dossier);
}

static sqlite3_stmt *
select_ids(struct store *store, const struct dossier_filter *f,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT " DOSSIER_COLUMNS " FROM dossier"
	    " WHERE (:campaign IS NULL OR campaign = :campaign)"
	    " AND (:deadline IS NULL OR deadline = :deadline)"
	    " AND (:subdivision IS NULL OR subdivision = :subdivision)"
	    " AND (:establishment IS NULL OR establishment = :establishment)"
	    " AND (:status IS NULL OR status = :status)"
	    " AND (:late < 0 OR late = :late)"
	    " AND (withdrawn_at > 0) = :withdrawn AND merged_into IS NULL"
	    " AND received_at >= :since"
	    " AND (:until = 0 OR received_at < :until)"
	    " AND (:word1 IS NULL OR instr(folded_name, :word1) > 0)"
	    " ORDER BY received_at, reference", error);

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":campaign", f->campaign);
	sql_bind_text(st, ":deadline", f->deadline);
	sql_bind_text(st, ":subdivision", f->subdivision);
	sql_bind_text(st, ":establishment", f->establishment);
	sql_bind_text(st, ":status", f->status < 0 ? NULL :
	    dossier_status_word((enum dossier_status)f->status));
	sql_bind_int(st, ":late", f->late);
	sql_bind_int(st, ":withdrawn", f->withdrawn);
	sql_bind_int(st, ":since", f->since);
	sql_bind_int(st, ":until", f->until);
	return st;
}

/* All words of the name must occur. */
static bool
name_matches(const struct dossier *d, char **words)
{
	g_autofree char *whole = NULL, *folded = NULL;
	g_autoptr(GString) names = NULL;

	if (words[0] == NULL || words[0][0] == '\0')
		return true;
	whole = g_strjoin(" ", d->family_name, d->given_name, NULL);
	folded = fold_text(whole);
	names = g_string_new(folded);
	for (unsigned i = 0; i < d->other_names->len; i++) {
		g_autofree char *other = fold_text(d->other_names->pdata[i]);

		g_string_append_printf(names, " %s", other);
	}
	for (unsigned i = 0; words[i] != NULL; i++) {
		if (strstr(names->str, words[i]) == NULL)
			return false;
	}
	return true;
}

/* A complete one lacks nothing: it need not be asked. */
static bool
read_lacking(struct store *store, struct dossier *d, GError **error)
{
	return d->status == DOSSIER_COMPLETE ||
	    store_read_pieces(store, d,
		"SELECT piece, annexe, requirement, state, said_by"
		" FROM dossier_piece WHERE dossier = :id"
		" AND requirement = 'required' AND state <> 'present'"
		" ORDER BY position", error);
}

static bool
give_each(struct store *store, sqlite3_stmt *st, char **words, bool brief,
    const struct dossier_sink *sink, GError **error)
{
	int got;

	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct dossier *d = store_dossier_head(st);
		bool ok = true;

		if (!name_matches(d, words)) {
			dossier_free(d);
			continue;
		}
		ok = brief ? read_lacking(store, d, error) :
			     store_fill_dossier(store, d, error);
		if (!ok) {
			dossier_free(d);
			sql_end(st);
			return false;
		}
		sink->take(sink->context, d);
	}
	return got == 0;
}

bool
queries_each_dossier(struct store *store,
    const struct dossier_filter *filter, const struct dossier_sink *sink,
    GError **error)
{
	g_auto(GStrv) words = fold_words(filter->candidate);
	sqlite3_stmt *st;
	bool ok = false;

	if (!store_read_begin(store, error))
		return false;
	st = select_ids(store, filter, error);
	if (st != NULL) {
		sql_bind_text(st, ":word1",
		    words[0] != NULL && words[0][0] != '\0' ? words[0] : NULL);
		ok = give_each(store, st, words, filter->brief, sink, error);
	}
	store_read_end(store);
	return ok;
}

static void
collect(void *dossiers, struct dossier *dossier)
{
	g_ptr_array_add(dossiers, dossier);
}

GPtrArray *
queries_dossiers(struct store *store, const struct dossier_filter *filter,
    GError **error)
{
	GPtrArray *dossiers = g_ptr_array_new_with_free_func(free_dossier);
	const struct dossier_sink sink = { collect, dossiers };

	if (!queries_each_dossier(store, filter, &sink, error))
		g_clear_pointer(&dossiers, g_ptr_array_unref);
	return dossiers;
}

/* References that select gives for :typed. */
static GPtrArray *
read_references(struct store *store, const char *text, const char *typed,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":typed", typed);
	return sql_texts(store->sql, st, error);
}

/* Near misses: what contains typed, and what is a slip or two away. */
static GPtrArray *
near_references(struct store *store, const char *typed, GError **error)
{
	g_autoptr(GPtrArray) all = NULL;
	g_autofree char *upper = g_ascii_strup(typed, -1);
	GPtrArray *found = read_references(store,
	    "SELECT reference FROM dossier WHERE reference LIKE '%' || :typed"
	    " || '%' AND merged_into IS NULL ORDER BY reference LIMIT "
	    G_STRINGIFY(NEAR_MAX), typed, error);

	if (found == NULL || found->len > 0)
		return found;
	all = read_references(store,
	    "SELECT reference FROM dossier WHERE merged_into IS NULL"
	    " AND length(:typed) > 0 ORDER BY reference", typed, error);
	if (all == NULL) {
		g_ptr_array_unref(found);
		return NULL;
	}
	for (unsigned edits = 1; edits <= NEAR_EDITS; edits++) {
		for (unsigned i = 0; i < all->len && found->len < NEAR_MAX;
		    i++) {
			if (near_distance(upper, all->pdata[i], edits) ==
			    edits)
				g_ptr_array_add(found,
				    g_strdup(all->pdata[i]));
		}
	}
	return found;
}

/* By its number alone, «42», or with the end of what stands before it,
 * «2026-42»: ASR-2026-0042. */
static GPtrArray *
by_number(struct store *store, const char *typed, GError **error)
{
	const char *dash = strrchr(typed, '-');
	const char *number = dash != NULL ? dash + 1 : typed;
	g_autofree char *before = g_strndup(typed,
	    dash != NULL ? (size_t)(dash - typed) : 0);
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT reference FROM dossier WHERE merged_into IS NULL"
	    " AND reference IN (SELECT prefix || '-' || printf('%04d',"
	    " :number) FROM sequence WHERE :before = ''"
	    " OR substr(prefix, -length(:before)) = :before COLLATE NOCASE)"
	    " AND :number NOT GLOB '*[^0-9]*' AND :number <> ''"
	    " ORDER BY reference", error);

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":number", number + strspn(number, "0"));
	sql_bind_text(st, ":before", before);
	return sql_texts(store->sql, st, error);
}

GPtrArray *
queries_references(struct store *store, const char *typed, bool *exact_r,
    GError **error)
{
	GPtrArray *found = read_references(store,
	    "SELECT reference FROM dossier WHERE reference = :typed"
	    " COLLATE NOCASE", typed, error);

	*exact_r = true;
	if (found == NULL || found->len > 0)
		return found;
	g_ptr_array_unref(found);
	found = by_number(store, typed, error);
	if (found == NULL || found->len > 0)
		return found;
	g_ptr_array_unref(found);
	*exact_r = false;
	return near_references(store, typed, error);
}
