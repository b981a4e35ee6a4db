/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What readers ask the store: asrctl, status, reports.  All of it works on
 * a store opened read-only, also while the service is stopped; each call is
 * one short read transaction.  Arrays own their elements.
 */
#ifndef ASR_QUERIES_H
#define ASR_QUERIES_H

#include "store.h"

/* Members that are NULL (or -1) do not filter. */
struct dossier_filter {
	const char *campaign;
	const char *deadline;
	const char *subdivision;
	const char *establishment;
	const char *candidate; /* words of the name: accents and case ignored */
	int status;            /* enum dossier_status, or -1 */
	int late;              /* 0, 1, or -1 */
	bool withdrawn;        /* those set aside, and no others */
	bool brief; /* heads, and of the pieces the required ones that are
		     * not present: no findings, no message ids */
	int64_t since, until;  /* of received_at; 0: open */
};

/* Takes each dossier over. */
struct dossier_sink {
	void (*take)(void *context, struct dossier *dossier);
	void *context;
};

/*
 * The same as queries_dossiers, one after another: no more than one is in
 * memory.  False and *error on failure, after some perhaps.
 */
bool queries_each_dossier(struct store *store,
    const struct dossier_filter *filter, const struct dossier_sink *sink,
    GError **error);

/*
 * Dossiers whole (findings, pieces with their findings, message ids), by
 * first reception, then reference.  NULL and *error on failure.
 */
GPtrArray *queries_dossiers(struct store *store,
    const struct dossier_filter *filter, GError **error);

/* References that a typed text may mean; char *.  *exact_r: it is the
 * reference, or its number («42», «0042»); else they are near misses. */
GPtrArray *queries_references(struct store *store, const char *typed,
    bool *exact_r, GError **error);

/* References that are named one by one; where more begin so, agents are
 * shown the next character instead of a screenful. */
#define BEGINNINGS_MAX 64

/*
 * How references that begin with typed go on, by the index alone; char *.
 * All of them (*whole_r true), or, past BEGINNINGS_MAX, beginnings that are
 * one character longer than what they have in common.
 */
GPtrArray *queries_beginnings(struct store *store, const char *typed,
    bool *whole_r, GError **error);

/* What an agent may be about to settle; char *. */
enum waiting {
	WAITING_MESSAGES, /* numbers */
	WAITING_SENDERS,  /* their addresses */
	WAITING_REPLIES,  /* numbers of those held */
};
GPtrArray *queries_waiting(struct store *store, enum waiting what,
    GError **error);

/* A reply that is held while nothing else of its message waits. */
struct held_view {
	int64_t id;
	enum reply_kind kind;
	char *to;
	int64_t message;  /* 0: it answers none */
	char *references; /* of the dossiers it is about, or "" */
	char *why;        /* may be NULL */
};

/* By number; struct held_view.  NULL and *error. */
GPtrArray *queries_held(struct store *store, GError **error);

struct attachment_view {
	char *name;
	char *type;
	uint64_t size;
	char *sha256;
	enum part_state state;
	enum part_role role;
	enum part_reason reason;
	unsigned part;     /* index in the report */
	GPtrArray *pieces; /* char *: ids of the pieces found in it */
};

struct reply_view {
	int64_t id; /* 0: no reply was queued */
	enum reply_kind kind;
	enum reply_state state;
	GPtrArray *missing; /* char * */
	char *to;
	char *message_id;
	int64_t queued_at;
	int64_t sent_at;
	unsigned attempts;
	char *last_text; /* the server's last line, or why it is held */
	GBytes *bytes;   /* the reply itself; only from queries_message */
};

struct message_view {
	int64_t id;
	char *message_id; /* may be NULL */
	char *sha256;
	uint64_t size;
	char *from;    /* address; may be NULL */
	char *subject; /* decoded; may be NULL */
	int64_t received_at;
	enum message_state state;
	enum sender_verdict sender;
	char *establishment; /* may be NULL */
	char *campaign;      /* may be NULL */
	enum outcome outcome; /* counts once state is settled */
	GPtrArray *dossiers;    /* char *: references */
	GPtrArray *attachments; /* struct attachment_view: no bodies */
	struct reply_view reply;
	GPtrArray *evidence; /* char * */
	GPtrArray *review_reasons;
	GPtrArray *warnings;
	GPtrArray *findings; /* struct finding, only from queries_message */
	char *report;        /* JSON, only from queries_message */
	bool waits; /* an agent has not settled it yet */
	bool erased; /* what it held is gone */
};

void message_view_free(struct message_view *view);

struct message_filter {
	int outcome; /* enum outcome, or -1 */
	int64_t since, until; /* of received_at; 0: open */
	const char *reference; /* of a dossier: all of its, then nothing
				* else filters */
	bool waiting; /* only those that wait for an agent */
};

/* Messages by reception; struct message_view. */
GPtrArray *queries_messages(struct store *store,
    const struct message_filter *filter, GError **error);

/* GBytes: all replies to a message, the first answer and letters of acts, in
 * the order they were written; an erased one is empty. */
GPtrArray *queries_replies(struct store *store, int64_t message,
    GError **error);

/* One message whole; NULL without *error when there is none. */
struct message_view *queries_message(struct store *store, int64_t id,
    GError **error);

/* The numbers of a dossier's messages, by reception; int64_t. */
GArray *queries_messages_of(struct store *store, int64_t dossier,
    GError **error);

/* What a message brought that is in no dossier; struct finding. */
GPtrArray *queries_loose_findings(struct store *store, int64_t message,
    GError **error);

/* Where each message of a mailbox stands. */
struct stand {
	int64_t id;
	enum message_state state;
	enum outcome outcome; /* counts once state is settled */
	bool erased;
};

struct stands {
	unsigned count;        /* messages of the database, any mailbox */
	GHashTable *by_name;   /* file name → struct stand, of the mailbox;
				* of an erased one store_hidden_name */
	GHashTable *by_sha256; /* → struct stand, of all */
};

struct stands *queries_stands(struct store *store, const char *mailbox,
    GError **error);
void stands_free(struct stands *stands);

/* The same for a mailbox on a server, whose folder is surveyed. */
struct server_stands {
	GHashTable *by_uid;  /* "UIDVALIDITY:UID" → struct stand */
	GHashTable *by_id;   /* Message-ID → struct stand, of all */
	GHashTable *by_size; /* "RECEIVED_AT:SIZE" → struct stand, of all */
	GHashTable *of_mailbox; /* "NUMBER" → struct stand, fetched there */
	GHashTable *replies; /* Message-ID → struct stand of no use */
};

struct server_stands *queries_server_stands(struct store *store,
    const char *mailbox, const char *folder, GError **error);
void server_stands_free(struct server_stands *places);

struct history_view {
	int64_t at;
	char *who;  /* "service" or the agent's login name */
	char *what; /* French, one sentence */
	char *why;  /* may be NULL */
	char *reference; /* may be NULL */
	int64_t message; /* 0: none */
	char *before; /* states, of what an agent did; may be NULL */
	char *after;
};

/* History of a dossier (reference) or a message (reference NULL). */
GPtrArray *queries_history(struct store *store, const char *reference,
    int64_t message, GError **error);

/* One row of status: dossiers by subdivision and deadline. */
struct count_view {
	char *campaign;
	char *deadline;
	char *subdivision;
	unsigned total, complete, incomplete, review, late;
};

struct status_view {
	GPtrArray *dossiers; /* struct count_view */
	unsigned messages, spooled, examined, waiting;
	unsigned replies[REPLY_STATE_COUNT];
	/* Of the last word to a message that waits for an agent; who has
	 * seen to it lets it wait no more. */
	unsigned failed_waiting, bounced_waiting;
	unsigned failed_reminders; /* they answer no message */
	int64_t oldest_queued_at; /* reply waiting longest; 0: none */
	int64_t last_pass_at, last_success_at; /* notes of the service */
	int64_t newest_success_at; /* of the worker that had one last */
	char *last_error; /* may be NULL */
	bool send_paused;
	char *paused_why; /* of the fuse; may be NULL */
	char *tidy_error; /* the server lets nothing be moved or copied; ""
			   * or NULL: it does */
	/* Messages that the server lists and does not hand over. */
	unsigned undelivered;
	int64_t undelivered_since;
	/* The first end of a server's certificate; 0: not known. */
	int64_t certificate_ends_at;
};

struct status_view *queries_status(struct store *store, GError **error);
void status_view_free(struct status_view *view);

#endif
