/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the store room share. */
#ifndef ASR_STORE_PRIVATE_H
#define ASR_STORE_PRIVATE_H

#include "sql.h"
#include "store.h"

struct store {
	struct sql *sql;
	bool in_transaction;
	bool lazy; /* the transaction does not wait for the disk */
	int64_t act; /* the act in hand (acts.h), or 0 */
	char *who;   /* does it; NULL: the service */
	int64_t act_at;
	sqlite3_session *recorder; /* of what it changes, or NULL */
	struct erasing *erasing; /* known to SQL (erase-names.c), or NULL */
};

/* NULL is allowed; after the database was closed. */
void erase_free(struct erasing *erasing);

/*
 * A write that stands alone gets its own transaction; within
 * store_begin … store_commit it is part of that one.  Call
 * store_write_begin, and hand what came out to store_write_end, which
 * commits or rolls back and returns ok (false also when COMMIT failed).
 */
bool store_write_begin(struct store *store, bool *own_r, GError **error);
bool store_write_begin_lazily(struct store *store, bool *own_r,
    GError **error);
bool store_write_end(struct store *store, bool own, bool ok, GError **error);

/*
 * One state of the database for several SELECTs: a read transaction, or
 * the writer's own.
 */
bool store_read_begin(struct store *store, GError **error);
void store_read_end(struct store *store);

/* The file whose time is that of who's last good pass; the caller frees. */
char *store_success_path(struct store *store, const char *who);

/* Appends to the history; dossier and message may be 0. */
/* The act in hand is noted with it. */
bool store_add_history(struct store *store, int64_t dossier,
    int64_t message, const char *who, const char *what, const char *why,
    int64_t at, GError **error);

/*
 * A reply r to a message that no server has taken, and that tells of no
 * dossier but that of the letter n, which an agent caused since: n states it
 * as it is now.
 */
#define STALE_BESIDE                                                     \
	"n.act IS NOT NULL AND n.dossier IS NOT NULL AND r.act IS NULL"  \
	" AND r.state IN ('queued', 'held') AND r.id < n.id"             \
	" AND r.recipient = n.recipient AND EXISTS (SELECT 1"            \
	"  FROM dossier_message WHERE message = r.message"               \
	"  AND dossier = n.dossier) AND NOT EXISTS (SELECT 1"            \
	"  FROM dossier_message WHERE message = r.message"               \
	"  AND dossier <> n.dossier)"

/* The letter has left: what is stale beside it never will, and the history
 * of the messages it would have answered says why. */
bool store_drop_stale(struct store *store, int64_t letter, int64_t now,
    GError **error);

/* The message waits for an agent, who is told why; 0: none does. */
bool store_let_wait(struct store *store, int64_t message, const char *why,
    GError **error);

/* Before state is the reply's: asks an agent to see to one that failed or is
 * doubtful, and says why in the history; once for each state. */
bool store_attempt_tell(struct store *store, int64_t reply,
    enum reply_state state, int64_t now, GError **error);

/* The columns of a dossier's head, and the dossier with no more than that. */
#define DOSSIER_COLUMNS                                                 \
	"id, reference, campaign, deadline, subdivision, establishment," \
	" family_name, given_name, other_names, specialty, status, late," \
	" provisional, received_at, completed_at, told_incomplete_at,"   \
	" complete_until, review_reasons, warnings, withdrawn_at"
struct dossier *store_dossier_head(sqlite3_stmt *statement);

/* Adds to its pieces those that text selects for :id; no findings. */
bool store_read_pieces(struct store *store, struct dossier *dossier,
    const char *text, GError **error);

/* Adds to a head its findings, its pieces and its messages' ids. */
bool store_fill_dossier(struct store *store, struct dossier *dossier,
    GError **error);

/* Reads whole dossiers by id, findings and pieces included. */
struct dossier *store_read_dossier(struct store *store, int64_t id,
    GError **error);

/*
 * Writes a dossier: a new one (id 0) gets its id and, from prefix, its
 * reference; findings with id 0 are added, with id set their withdrawn
 * mark is kept up to date.  Findings of the message in hand (message 0)
 * get message.
 */
bool store_write_dossier(struct store *store, struct dossier *dossier,
    int64_t message, const char *prefix, GError **error);

/* Adds a finding that belongs to no dossier (dossier 0) or to one. */
bool store_add_finding(struct store *store, struct finding *finding,
    int64_t dossier, int64_t message, GError **error);

/* One digest for a set of documents, whatever their order (char * SHA-256s,
 * which get sorted); NULL for none.  The caller frees it. */
char *store_documents_digest(GPtrArray *sha256s);

/* A row of the finding table as selected by FINDING_COLUMNS. */
#define FINDING_COLUMNS                                                   \
	"f.id, f.message, m.received_at, m.message_id, f.part, f.name, "  \
	"f.sha256, f.first_page, f.last_page, f.kind, f.piece, f.state, " \
	"f.certainty, f.said_by, f.evidence, f.warning, f.withdrawn, "    \
	"f.provisional"
struct finding *store_finding_row(sqlite3_stmt *statement);

#endif
