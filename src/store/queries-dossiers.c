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

static GPtrArray *
read_heads(struct store *store, sqlite3_stmt *st, char **words,
    GError **error)
{
	GPtrArray *dossiers = g_ptr_array_new_with_free_func(free_dossier);
	int got;

	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct dossier *d = store_dossier_head(st);

		if (name_matches(d, words))
			g_ptr_array_add(dossiers, d);
		else
			dossier_free(d);
	}
	if (got < 0)
		g_clear_pointer(&dossiers, g_ptr_array_unref);
	return dossiers;
}

static bool
read_lacking(struct store *store, const GPtrArray *dossiers, GError **error)
{
	for (unsigned i = 0; i < dossiers->len; i++) {
		struct dossier *d = dossiers->pdata[i];

		/* A complete one lacks nothing: it need not be asked. */
		if (d->status != DOSSIER_COMPLETE &&
		    !store_read_pieces(store, d,
			"SELECT piece, annexe, requirement, state, said_by"
			" FROM dossier_piece WHERE dossier = :id"
			" AND requirement = 'required' AND state <> 'present'"
			" ORDER BY position", error))
			return false;
	}
	return true;
}

/* Each head makes way for the whole dossier. */
static bool
read_whole(struct store *store, GPtrArray *dossiers, GError **error)
{
	for (unsigned i = 0; i < dossiers->len; i++) {
		struct dossier *head = dossiers->pdata[i];
		struct dossier *d = store_read_dossier(store, head->id,
		    error);

		if (d == NULL)
			return false;
		dossiers->pdata[i] = d;
		dossier_free(head);
	}
	return true;
}

static GPtrArray *
read_dossiers(struct store *store, sqlite3_stmt *st, char **words,
    bool brief, GError **error)
{
	GPtrArray *dossiers = read_heads(store, st, words, error);

	if (dossiers != NULL &&
	    !(brief ? read_lacking(store, dossiers, error) :
		      read_whole(store, dossiers, error)))
		g_clear_pointer(&dossiers, g_ptr_array_unref);
	return dossiers;
}

GPtrArray *
queries_dossiers(struct store *store, const struct dossier_filter *filter,
    GError **error)
{
	g_auto(GStrv) words = fold_words(filter->candidate);
	GPtrArray *dossiers = NULL;
	sqlite3_stmt *st;

	if (!store_read_begin(store, error))
		return NULL;
	st = select_ids(store, filter, error);
	if (st != NULL) {
		sql_bind_text(st, ":word1",
		    words[0] != NULL && words[0][0] != '\0' ? words[0] : NULL);
		dossiers = read_dossiers(store, st, words, filter->brief,
		    error);
	}
	store_read_end(store);
	return dossiers;
}

/* References that select gives for :typed. */
static GPtrArray *
read_references(struct store *store, const char *text, const char *typed,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);
	GPtrArray *references;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":typed", typed);
	references = g_ptr_array_new_with_free_func(g_free);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(references, sql_text(st, 0));
	if (got < 0)
		g_clear_pointer(&references, g_ptr_array_unref);
	return references;
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

GPtrArray *
queries_references(struct store *store, const char *typed, bool *exact_r,
    GError **error)
{
	GPtrArray *found = read_references(store,
	    "SELECT reference FROM dossier WHERE reference = :typed"
	    " COLLATE NOCASE", typed, error);
	const char *digits = typed + strspn(typed, "0");

	*exact_r = true;
	if (found == NULL || found->len > 0)
		return found;
	g_ptr_array_unref(found);
	/* By its number alone: «42» is ASR-2026-0042. */
	found = read_references(store,
	    "SELECT reference FROM dossier WHERE merged_into IS NULL"
	    " AND reference IN (SELECT prefix || '-' || printf('%04d',"
	    " :typed) FROM sequence) AND :typed NOT GLOB '*[^0-9]*'"
	    " ORDER BY reference", digits, error);
	if (found == NULL || found->len > 0)
		return found;
	g_ptr_array_unref(found);
	*exact_r = false;
	return near_references(store, typed, error);
}
