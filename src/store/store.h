/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The store: SQLite in STATE/intake.db (WAL, synchronous=FULL, STRICT,
 * foreign keys).  The only room that knows SQL.  One writer process of a
 * kind; readers open it read-only, also while the service is stopped.
 *
 * The database is the queue.  A message is spooled, then examined, then
 * settled; a reply queued or held, then sent, failed or bounced.
 */
#ifndef ASR_STORE_H
#define ASR_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "decision.h"
#include "dossier.h"
#include "facts.h"
#include "owned.h"

struct store;

/* Opens for writing, creating or migrating; ASR_ERROR_SCHEMA when newer. */
struct store *store_open(const char *state_directory, GError **error);
/* Opens for reading only; fails when there is no database yet. */
struct store *store_open_readonly(const char *state_directory,
    GError **error);
void store_close(struct store *store);

/* Writes a consistent copy of the database to path, which must not exist,
 * also while another process writes. */
bool store_copy(struct store *store, const char *path, GError **error);

/*
 * SHA-256 of every raw message that belongs in the spool (char *); what
 * was erased does not.  NULL and *error, also when the database is damaged.
 */
GPtrArray *store_spooled(struct store *store, GError **error);

/* BEGIN IMMEDIATE … COMMIT.  Everything below that writes may stand alone
 * (its own transaction) or between these. */
bool store_begin(struct store *store, GError **error);
/*
 * The same, but store_commit does not wait for the disk.  Every reader sees
 * it at once and a crash of the program keeps it; a power cut may take it,
 * and with it what came later, never what came before.  For what is only
 * done anew then: a message fetched again, examined or decided again.
 * Whoever does something outside that cannot be taken back (a reply, a
 * move in the mailbox) calls store_sync first.
 */
bool store_begin_lazily(struct store *store, GError **error);
bool store_sync(struct store *store, GError **error);
bool store_commit(struct store *store, GError **error);
void store_rollback(struct store *store);

/* --- messages ------------------------------------------------------- */

/* Where a message stood in a mailbox. */
struct location {
	const char *mailbox; /* the source as configured */
	const char *folder;
	uint32_t uid_validity;
	uint32_t uid;
	const char *name; /* file name, or NULL */
};

/* A message as the queue sees it. */
struct message_row {
	int64_t id;
	char *sha256;
	uint64_t size;
	int64_t received_at; /* 0: not known before its examination */
	int64_t file_time;
	enum message_state state;
	char *report; /* JSON, NULL before it is examined */
	unsigned attempts; /* examinations begun: a crash leaves one */
	char *name; /* of its file, "" when it came from a server */
};

void message_row_free(struct message_row *row);
OWNED_DEFINE(message_row, message_row_free)

/* Followed by a SHA-256: the note of a message that was erased. */
#define STORE_ERASED "erased:"

/* What stands in place of the name of an erased message's file: the name
 * can be a person's.  The caller frees it. */
char *store_hidden_name(const char *name);

/* True in *known_r when the location was spooled before. */
bool store_location_known(struct store *store,
    const struct location *location, bool *known_r, GError **error);

/* The highest UID spooled of (mailbox, folder) with its UIDVALIDITY. */
bool store_cursor(struct store *store, const char *mailbox,
    const char *folder, uint32_t *uid_validity_r, uint32_t *uid_r,
    GError **error);

/* What is known of a message when it is spooled. */
struct spooled {
	const char *sha256;
	uint64_t size;
	int64_t received_at; /* seconds; 0: known once it is examined */
	int64_t file_time;
};

/*
 * Records a spooled message.  Bytes seen before at another location make a
 * row of their own (decided as a duplicate), except where the same
 * location, or a move of it (UIDVALIDITY changed, moved back), shows that
 * it is the very same delivery: then only the location is added and
 * *id_r is the old row.  Bytes that were erased are the old row's wherever
 * they come from; *erased_r then says that they must leave the spool.
 */
bool store_add_message(struct store *store, const struct location *location,
    const struct spooled *spooled, int64_t *id_r, bool *erased_r,
    GError **error);

/*
 * While a fetch goes on: the reception of the earliest message that is yet
 * to arrive, in seconds, as decimal digits.  "": no fetch is going on.
 */
#define STORE_FETCH_FLOOR "fetch-floor"

/*
 * The message to decide next, in *row_r; NULL there: none can be.  It is
 * examined, and none that was received before it is left to be fetched or
 * examined, so that decisions are made in order of reception whatever goes
 * on beside.
 */
bool store_next_to_decide(struct store *store, struct message_row **row_r,
    GError **error);

/* Messages in a state, in order of reception; struct message_row. */
GPtrArray *store_messages_in(struct store *store, enum message_state state,
    unsigned limit, GError **error);

/* Notes that an examination begins: attempts + 1. */
bool store_begin_examination(struct store *store, int64_t id,
    GError **error);

/*
 * Records the report (JSON as decoded and found good) and the headers that
 * queries need.  received_at as finally known.  State becomes examined.
 */
bool store_set_report(struct store *store, int64_t id,
    const struct report *report, const char *json, int64_t received_at,
    GError **error);

/* --- deciding ------------------------------------------------------- */

struct reading_keys {
	int64_t message;        /* the row in hand */
	const char *sha256;
	const char *message_id; /* may be NULL */
	const char *campaign;   /* may be NULL */
	const char *sender;     /* address, may be NULL */
	GPtrArray *documents;   /* char *: SHA-256 of its documents */
	GPtrArray *references;  /* char * */
	GPtrArray *thread;      /* char *: Message-IDs */
	GPtrArray *name_words;  /* char *: folded words of the names */
	GPtrArray *establishments; /* char *: codes; their dossiers are also
				    * found by a name that is nearly one */
	const char *delivery_about; /* Message-ID a bounce is about, NULL */
	int64_t received_at; /* replies are counted over the day before */
};



/* Fills facts (facts.h) for the keys; the caller frees them. */
struct facts *store_facts(struct store *store,
    const struct reading_keys *keys, GError **error);

/*
 * Records a decision for message id: outcome, findings, dossiers (new ones
 * get their reference from prefix: PREFIX-0001, …, written back into the
 * decision), history.  State becomes settled.  Call it between
 * store_begin and store_commit, with store_queue_reply.
 * prefix_of maps a campaign id to its reference prefix.
 */
typedef const char *(*store_prefix_fn)(const void *context,
    const char *campaign);
bool store_settle(struct store *store, int64_t id,
    struct decision *decision, store_prefix_fn prefix_of,
    const void *context, int64_t now, GError **error);

/* A dossier whole, by reference; NULL without *error when there is none. */
struct dossier *store_dossier(struct store *store, const char *reference,
    GError **error);

/* Writes a dossier back after decide_dossier, with a history line. */
bool store_update_dossier(struct store *store, struct dossier *dossier,
    const char *who, const char *what, const char *why, int64_t now,
    GError **error);

/* --- replies -------------------------------------------------------- */

struct reply_row {
	int64_t id;
	int64_t message; /* answered; 0: none (a reminder) */
	int64_t act;     /* that caused it; 0: the service by itself */
	int64_t dossier; /* that an act is about, or 0 */
	GPtrArray *missing; /* char *: ids it names; NULL: none */
	enum reply_kind kind;
	enum reply_state state;
	char *message_id; /* ours, the same at every try */
	char *to;
	char *name;    /* of the file in a dir: outbox, without ".eml" */
	GBytes *bytes; /* RFC 5322, CRLF */
	unsigned attempts;
	int64_t queued_at;
	int64_t due_at;
};

void reply_row_free(struct reply_row *row);

/*
 * Takes back the replies to recipient that have not been tried yet and
 * speak of no dossier that message, which is settled, does not speak of:
 * its own reply will state them all.  Their messages then have no reply,
 * and the history says why.  Within the transaction of store_queue_reply.
 */
bool store_gather_replies(struct store *store, int64_t message,
    const char *recipient, int64_t now, GError **error);

/*
 * Queues (or holds) a composed reply; by itself the service gives at most
 * one to a message, ever, and an act at most one about a dossier.
 */
bool store_queue_reply(struct store *store, struct reply_row *row,
    const char *held_reason, int64_t now, GError **error);

/*
 * Replies due at now, oldest first; struct reply_row.  Of one dossier the
 * newest word comes last: a reply that still waits while an agent's letter
 * to the same address tells of its one dossier is not due, and is taken
 * back when that letter has left; a letter is not due before an older reply
 * about its dossier and others has left, or failed.
 */
GPtrArray *store_replies_due(struct store *store, int64_t now,
    unsigned limit, GError **error);

/* How many replies were sent from since to now: not those of a clock that
 * was ahead. */
bool store_count_sent(struct store *store, int64_t since, int64_t now,
    unsigned *count_r, GError **error);

/* When the next reply is due; 0: none waits. */
bool store_next_due(struct store *store, int64_t *due_at_r, GError **error);

/*
 * Written before the connection opens, so that a crash is known.  False in
 * *wanted_r, and nothing written, when the reply was taken back since it
 * was read.
 */
bool store_begin_attempt(struct store *store, int64_t reply, int64_t now,
    bool *wanted_r, GError **error);

/*
 * Written before the last bytes leave: from then on the server may have
 * taken the reply, and a crash leaves the attempt doubtful.  Before it, a
 * crash is known to have sent nothing.
 */
bool store_mark_attempt(struct store *store, int64_t reply, GError **error);

/* A reply whose last attempt was begun and never ended: its courier was
 * stopped. */
struct interrupted {
	struct reply_row reply; /* id, message, state, attempts, queued_at */
	bool marked;            /* the server may have taken it */
};

/* Those, oldest first, for the only courier there is to end: struct
 * interrupted.  NULL and *error on failure. */
GPtrArray *store_interrupted(struct store *store, GError **error);

/*
 * The outcome of the attempt: state SENT, QUEUED (again at due_at),
 * DOUBTFUL, FAILED.  text is the server's last line.  Of the last two an
 * agent is told: the message answered waits, with the reason.
 */
bool store_end_attempt(struct store *store, int64_t reply,
    enum reply_state state, int64_t due_at, const char *text, int64_t now,
    GError **error);

/* --- notes the processes leave for each other and for status -------- */

/*
 * Who works on the store: the processes of the service.  Each leaves the
 * time of its last good pass, and notes of the last one that failed:
 * STORE_FAILED_AT and STORE_ERROR, followed by its name ("": no longer).
 */
#define STORE_WORKERS                            \
	{                                        \
		"watcher", "registrar", "courier" \
	}
#define STORE_FAILED_AT "last-failure-at-"
#define STORE_ERROR "last-error-"
/* Followed by its name: when the certificate of its server ends. */
#define STORE_CERTIFICATE_END "certificate-end-"
/* Why the mail server does not let messages be moved or copied; "": it
 * does. */
#define STORE_TIDY_ERROR "tidy-error"
/* "true": no reply leaves until an agent lets them; why, in French. */
#define STORE_SEND_PAUSED "send-paused"
#define STORE_SEND_PAUSED_WHY "send-paused-why"
/* Since when the fuse counts anew. */
#define STORE_FUSE_MENDED "fuse-mended-at"

/*
 * Says that a pass of who went well: the time of the file
 * last-success.WHO beside the database.  No row changes, so that a pass
 * that finds nothing new leaves the database as it was.
 */
bool store_stamp_success(struct store *store, const char *who,
    GError **error);

/* An agent asks what stands in the mailbox: the question's number, and the
 * watcher's last answer (model/inventory.h). */
#define STORE_RECONCILE "reconcile"
#define STORE_INVENTORY "inventory"

/* A named value of the service ("send-paused", …). */
bool store_set_note(struct store *store, const char *name,
    const char *value, GError **error);
/* NULL without *error when it was never set.  Caller frees. */
char *store_note(struct store *store, const char *name, GError **error);

#endif
