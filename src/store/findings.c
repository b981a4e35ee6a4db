/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings in the database; private to the store room. */
#include "store-private.h"

struct finding *
store_finding_row(sqlite3_stmt *st)
{
	struct finding *f = finding_new();
	g_autofree char *kind = sql_text(st, 9), *state = sql_text(st, 11),
		       *certainty = sql_text(st, 12), *by = sql_text(st, 13);

	f->id = sql_int(st, 0);
	f->message = sql_int(st, 1);
	f->received_at = sql_int(st, 2);
	f->message_id = sql_text(st, 3);
	f->part = (unsigned)sql_int(st, 4);
	g_free(f->name);
	f->name = sql_text(st, 5);
	f->sha256 = sql_text(st, 6);
	f->first_page = (unsigned)sql_int(st, 7);
	f->last_page = (unsigned)sql_int(st, 8);
	f->piece = sql_text(st, 10);
	g_free(f->evidence);
	f->evidence = sql_text(st, 14);
	f->warning = sql_text(st, 15);
	f->withdrawn = sql_int(st, 16) != 0;
	f->provisional = sql_int(st, 17) != 0;
	finding_kind_parse(kind, &f->kind);
	piece_state_parse(state, &f->state);
	certainty_parse(certainty, &f->certainty);
	piece_by_parse(by, &f->by);
	return f;
}

static bool
insert(struct store *store, const struct finding *f, int64_t dossier,
    int64_t message, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO finding (message, dossier, part, name, sha256,"
	    " first_page, last_page, kind, piece, state, certainty, said_by,"
	    " evidence, warning, withdrawn, provisional) VALUES (:message,"
	    " nullif(:dossier, 0), :part, :name, :sha256, :first_page,"
	    " :last_page, :kind, :piece, :state, :certainty, :said_by,"
	    " :evidence, :warning, :withdrawn, :provisional)", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":message", message);
	sql_bind_int(st, ":dossier", dossier);
	sql_bind_int(st, ":part", f->part);
	sql_bind_text(st, ":name", f->name);
	sql_bind_text(st, ":sha256", f->sha256);
	sql_bind_int(st, ":first_page", f->first_page);
	sql_bind_int(st, ":last_page", f->last_page);
	sql_bind_text(st, ":kind", finding_kind_word(f->kind));
	sql_bind_text(st, ":piece", f->piece);
	sql_bind_text(st, ":state", piece_state_word(f->state));
	sql_bind_text(st, ":certainty", certainty_word(f->certainty));
	sql_bind_text(st, ":said_by", piece_by_word(f->by));
	sql_bind_text(st, ":evidence", f->evidence);
	sql_bind_text(st, ":warning", f->warning);
	sql_bind_int(st, ":withdrawn", f->withdrawn);
	sql_bind_int(st, ":provisional", f->provisional);
	return sql_run(store->sql, st, error);
}

/* Of a finding that is on record only what agents say of it can change. */
static bool
update(struct store *store, const struct finding *f, int64_t dossier,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE finding SET withdrawn = :withdrawn,"
	    " provisional = :provisional,"
	    " dossier = nullif(:dossier, 0) WHERE id = :id", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":withdrawn", f->withdrawn);
	sql_bind_int(st, ":provisional", f->provisional);
	sql_bind_int(st, ":dossier", dossier);
	sql_bind_int(st, ":id", f->id);
	return sql_run(store->sql, st, error);
}

bool
store_add_finding(struct store *store, struct finding *finding,
    int64_t dossier, int64_t message, GError **error)
{
	if (finding->id != 0)
		return update(store, finding, dossier, error);
	if (finding->message == 0)
		finding->message = message;
	if (!insert(store, finding, dossier, finding->message, error))
		return false;
	finding->id = sqlite3_last_insert_rowid(store->sql->db);
	return true;
}
