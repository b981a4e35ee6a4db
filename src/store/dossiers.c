/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers in the database: see store.h. */
#include <string.h>

#include "fold.h"
#include "store-private.h"

/* References are PREFIX-0001: wide enough for every campaign there was. */
#define REFERENCE_DIGITS 4

static void
take_text(char **to, char *text)
{
	g_free(*to);
	*to = text;
}

static void
take_list(GPtrArray **to, sqlite3_stmt *st, int column)
{
	g_autofree char *json = sql_text(st, column);

	/* Most are empty, as the new dossier's own. */
	if (strcmp(json, "[]") == 0)
		return;
	g_ptr_array_unref(*to);
	*to = sql_list_decode(json);
}

struct dossier *
store_dossier_head(sqlite3_stmt *st)
{
	struct dossier *d = dossier_new();
	g_autofree char *status = sql_text(st, 10);

	d->id = sql_int(st, 0);
	d->reference = sql_text(st, 1);
	d->campaign = sql_text(st, 2);
	d->deadline = sql_text(st, 3);
	d->subdivision = sql_text(st, 4);
	d->establishment = sql_text(st, 5);
	take_text(&d->family_name, sql_text(st, 6));
	take_text(&d->given_name, sql_text(st, 7));
	take_list(&d->other_names, st, 8);
	d->specialty = sql_text(st, 9);
	dossier_status_parse(status, &d->status);
	d->late = sql_int(st, 11) != 0;
	d->provisional = sql_int(st, 12) != 0;
	d->received_at = sql_int(st, 13);
	d->completed_at = sql_int(st, 14);
	d->told_incomplete_at = sql_int(st, 15);
	d->complete_until = sql_int(st, 16);
	take_list(&d->review_reasons, st, 17);
	take_list(&d->warnings, st, 18);
	d->withdrawn_at = sql_int(st, 19);
	return d;
}

static bool
read_findings(struct store *store, struct dossier *d, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT " FINDING_COLUMNS " FROM finding f JOIN message m"
	    " ON m.id = f.message WHERE f.dossier = :id"
	    " ORDER BY m.received_at, f.message, f.id", error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", d->id);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(d->findings, store_finding_row(st));
	return got == 0;
}

/* A piece's findings are those that say so and were not withdrawn. */
static void
link_findings(const struct dossier *d, struct piece_status *status)
{
	for (unsigned i = 0; i < d->findings->len; i++) {
		struct finding *f = d->findings->pdata[i];

		if (f->kind == FINDING_PIECE && !f->withdrawn &&
		    g_strcmp0(f->piece, status->piece) == 0)
			g_ptr_array_add(status->findings, f);
	}
}

bool
store_read_pieces(struct store *store, struct dossier *d, const char *text,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", d->id);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct piece_status *status = piece_status_new();
		g_autofree char *requirement = sql_text(st, 2),
			       *state = sql_text(st, 3),
			       *by = sql_text(st, 4);

		status->piece = sql_text(st, 0);
		status->annexe = (unsigned)sql_int(st, 1);
		requirement_parse(requirement, &status->requirement);
		piece_state_parse(state, &status->state);
		piece_by_parse(by, &status->by);
		link_findings(d, status);
		g_ptr_array_add(d->pieces, status);
	}
	return got == 0;
}

static bool
read_message_ids(struct store *store, struct dossier *d, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT m.message_id FROM dossier_message dm JOIN message m"
	    " ON m.id = dm.message WHERE dm.dossier = :id"
	    " AND m.message_id IS NOT NULL ORDER BY m.received_at, m.id",
	    error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", d->id);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(d->message_ids, sql_text(st, 0));
	return got == 0;
}

bool
store_fill_dossier(struct store *store, struct dossier *d, GError **error)
{
	return read_findings(store, d, error) &&
	    store_read_pieces(store, d,
		"SELECT piece, annexe, requirement, state, said_by"
		" FROM dossier_piece WHERE dossier = :id ORDER BY position",
		error) &&
	    read_message_ids(store, d, error);
}

struct dossier *
store_read_dossier(struct store *store, int64_t id, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT " DOSSIER_COLUMNS " FROM dossier WHERE id = :id",
	    error);
	struct dossier *d;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":id", id);
	if (sql_step(store->sql, st, error) != 1)
		return NULL;
	d = store_dossier_head(st);
	sql_end(st);
	if (store_fill_dossier(store, d, error))
		return d;
	dossier_free(d);
	return NULL;
}

struct dossier *
store_dossier(struct store *store, const char *reference, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT coalesce(merged_into, id) FROM dossier"
	    " WHERE reference = :reference", error);
	int64_t id;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":reference", reference);
	if (sql_step(store->sql, st, error) != 1)
		return NULL;
	id = sql_int(st, 0);
	sql_end(st);
	return store_read_dossier(store, id, error);
}

/* The next reference under prefix. */
static char *
next_reference(struct store *store, const char *prefix, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO sequence (prefix, last) VALUES (:prefix, 1)"
	    " ON CONFLICT (prefix) DO UPDATE SET last = last + 1"
	    " RETURNING last", error);
	char *reference = NULL;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":prefix", prefix);
	if (sql_step(store->sql, st, error) == 1) {
		reference = g_strdup_printf("%s-%0*" G_GINT64_FORMAT, prefix,
		    REFERENCE_DIGITS, sql_int(st, 0));
		sql_end(st);
	}
	return reference;
}

static char *
all_names(const struct dossier *d)
{
	GString *names = g_string_new(d->family_name);

	g_string_append_printf(names, " %s", d->given_name);
	for (unsigned i = 0; i < d->other_names->len; i++)
		g_string_append_printf(names, " %s",
		    (const char *)d->other_names->pdata[i]);
	return g_string_free(names, FALSE);
}

static void
bind_head(sqlite3_stmt *st, const struct dossier *d)
{
	g_autofree char *names = all_names(d);
	g_autofree char *folded = fold_text(names);
	g_autofree char *other = sql_list_encode(d->other_names);
	g_autofree char *reasons = sql_list_encode(d->review_reasons);
	g_autofree char *warnings = sql_list_encode(d->warnings);

	sql_bind_text(st, ":campaign", d->campaign);
	sql_bind_text(st, ":deadline", d->deadline);
	sql_bind_text(st, ":subdivision", d->subdivision);
	sql_bind_text(st, ":establishment", d->establishment);
	sql_bind_text(st, ":family_name", d->family_name);
	sql_bind_text(st, ":given_name", d->given_name);
	sql_bind_text(st, ":folded_name", folded);
	sql_bind_text(st, ":other_names", other);
	sql_bind_text(st, ":specialty", d->specialty);
	sql_bind_text(st, ":status", dossier_status_word(d->status));
	sql_bind_int(st, ":late", d->late);
	sql_bind_int(st, ":provisional", d->provisional);
	sql_bind_int(st, ":received_at", d->received_at);
	sql_bind_int(st, ":completed_at", d->completed_at);
	sql_bind_int(st, ":told_incomplete_at", d->told_incomplete_at);
	sql_bind_int(st, ":complete_until", d->complete_until);
	sql_bind_text(st, ":review_reasons", reasons);
	sql_bind_text(st, ":warnings", warnings);
	sql_bind_int(st, ":withdrawn_at", d->withdrawn_at);
}

static bool
insert_head(struct store *store, struct dossier *d, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO dossier (reference, campaign, deadline,"
	    " subdivision, establishment, family_name, given_name,"
	    " folded_name, other_names, specialty, status, late,"
	    " provisional, received_at, completed_at, told_incomplete_at,"
	    " complete_until, review_reasons, warnings, withdrawn_at)"
	    " VALUES (:reference,"
	    " :campaign, :deadline, :subdivision, :establishment,"
	    " :family_name, :given_name, :folded_name, :other_names,"
	    " :specialty, :status, :late, :provisional, :received_at,"
	    " :completed_at, :told_incomplete_at, :complete_until,"
	    " :review_reasons, :warnings, :withdrawn_at)", error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":reference", d->reference);
	bind_head(st, d);
	if (!sql_run(store->sql, st, error))
		return false;
	d->id = sqlite3_last_insert_rowid(store->sql->db);
	return true;
}

static bool
update_head(struct store *store, const struct dossier *d, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE dossier SET campaign = :campaign, deadline = :deadline,"
	    " subdivision = :subdivision, establishment = :establishment,"
	    " family_name = :family_name, given_name = :given_name,"
	    " folded_name = :folded_name, other_names = :other_names,"
	    " specialty = :specialty, status = :status, late = :late,"
	    " provisional = :provisional, received_at = :received_at,"
	    " completed_at = :completed_at,"
	    " told_incomplete_at = :told_incomplete_at,"
	    " complete_until = :complete_until,"
	    " review_reasons = :review_reasons, warnings = :warnings,"
	    " withdrawn_at = :withdrawn_at WHERE id = :id", error);

	if (st == NULL)
		return false;
	bind_head(st, d);
	sql_bind_int(st, ":id", d->id);
	return sql_run(store->sql, st, error);
}

/*
 * A dossier that an act opens is on record even when the act is undone: it
 * comes into the world set aside, unseen by the recorder, and is then taken
 * up.  Undoing sets it aside again.
 */
static bool
open_head(struct store *store, struct dossier *d, GError **error)
{
	int64_t withdrawn_at = d->withdrawn_at;
	bool ok;

	if (store->recorder == NULL)
		return insert_head(store, d, error);
	sqlite3session_enable(store->recorder, 0);
	d->withdrawn_at = d->received_at;
	ok = insert_head(store, d, error);
	d->withdrawn_at = withdrawn_at;
	sqlite3session_enable(store->recorder, 1);
	return ok && update_head(store, d, error);
}

/* DELETE FROM what for one dossier. */
static bool
clear_rows(struct store *store, const char *text, int64_t dossier,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, text, error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":dossier", dossier);
	return sql_run(store->sql, st, error);
}

static bool
insert_word(struct store *store, int64_t dossier, const char *word,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO dossier_word (word, dossier)"
	    " VALUES (:word, :dossier) ON CONFLICT DO NOTHING", error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":word", word);
	sql_bind_int(st, ":dossier", dossier);
	return sql_run(store->sql, st, error);
}

/* The words of the names, and each family name without its gaps: «DE LA
 * FONTAINE» is found as "delafontaine" too. */
static bool
write_words(struct store *store, const struct dossier *d, GError **error)
{
	g_autofree char *names = all_names(d);
	g_auto(GStrv) words = fold_words(names);
	g_auto(GStrv) family = fold_words(d->family_name);
	g_autofree char *joined = g_strjoinv("", family);

	if (!clear_rows(store,
		"DELETE FROM dossier_word WHERE dossier = :dossier", d->id,
		error))
		return false;
	for (unsigned i = 0; words[i] != NULL; i++) {
		if (words[i][0] != '\0' &&
		    !insert_word(store, d->id, words[i], error))
			return false;
	}
	return joined[0] == '\0' || insert_word(store, d->id, joined, error);
}

static bool
write_pieces(struct store *store, const struct dossier *d, GError **error)
{
	if (!clear_rows(store,
		"DELETE FROM dossier_piece WHERE dossier = :dossier", d->id,
		error))
		return false;
	for (unsigned i = 0; i < d->pieces->len; i++) {
		const struct piece_status *piece = d->pieces->pdata[i];
		sqlite3_stmt *st = sql_prepare(store->sql,
		    "INSERT INTO dossier_piece (dossier, position, piece,"
		    " annexe, requirement, state, said_by) VALUES (:dossier,"
		    " :position, :piece, :annexe, :requirement, :state,"
		    " :said_by)", error);

		if (st == NULL)
			return false;
		sql_bind_int(st, ":dossier", d->id);
		sql_bind_int(st, ":position", i);
		sql_bind_text(st, ":piece", piece->piece);
		sql_bind_int(st, ":annexe", piece->annexe);
		sql_bind_text(st, ":requirement",
		    requirement_word(piece->requirement));
		sql_bind_text(st, ":state", piece_state_word(piece->state));
		sql_bind_text(st, ":said_by", piece_by_word(piece->by));
		if (!sql_run(store->sql, st, error))
			return false;
	}
	return true;
}

static bool
link_message(struct store *store, int64_t dossier, int64_t message,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO dossier_message (dossier, message)"
	    " VALUES (:dossier, :message) ON CONFLICT DO NOTHING", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":dossier", dossier);
	sql_bind_int(st, ":message", message);
	return sql_run(store->sql, st, error);
}

static bool
write_findings(struct store *store, const struct dossier *d,
    int64_t message, GError **error)
{
	for (unsigned i = 0; i < d->findings->len; i++) {
		if (!store_add_finding(store, d->findings->pdata[i], d->id,
			message, error))
			return false;
	}
	return true;
}

bool
store_write_dossier(struct store *store, struct dossier *d, int64_t message,
    const char *prefix, GError **error)
{
	if (d->id == 0) {
		d->reference = next_reference(store, prefix, error);
		if (d->reference == NULL || !open_head(store, d, error))
			return false;
	} else if (!update_head(store, d, error)) {
		return false;
	}
	return write_words(store, d, error) &&
	    write_pieces(store, d, error) &&
	    (message == 0 || link_message(store, d->id, message, error)) &&
	    write_findings(store, d, message, error);
}

bool
store_update_dossier(struct store *store, struct dossier *d,
    const char *who, const char *what, const char *why, int64_t now,
    GError **error)
{
	bool own, ok;

	if (!store_write_begin(store, &own, error))
		return false;
	ok = store_write_dossier(store, d, 0, NULL, error) &&
	    store_add_history(store, d->id, 0, who, what, why, now, error);
	return store_write_end(store, own, ok, error);
}
