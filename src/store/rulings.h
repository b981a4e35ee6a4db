/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What agents rule: for the future (trusted addresses, extended deadlines)
 * and for what is already on record (a message taken up again, two dossiers
 * made one, a reply let go).  All of it is written within an act (acts.h).
 */
#ifndef ASR_RULINGS_H
#define ASR_RULINGS_H

#include "store.h"

/* From since on (and before until) address speaks for establishment. */
struct trust_row {
	char *address; /* lower case */
	char *establishment;
	int64_t since;
	int64_t until; /* exclusive; 0: without end */
};

void trust_row_free(struct trust_row *row);

bool store_add_trust(struct store *store, const struct trust_row *row,
    const char *who, int64_t now, GError **error);
/* struct trust_row, oldest word first. */
GPtrArray *store_trusts(struct store *store, GError **error);

struct extension_row {
	char *campaign;
	char *deadline;
	char *date; /* YYYY-MM-DD, inclusive */
};

void extension_row_free(struct extension_row *row);

bool store_add_extension(struct store *store,
    const struct extension_row *row, const char *who, int64_t now,
    GError **error);
/* struct extension_row: for each deadline the one said last. */
GPtrArray *store_extensions(struct store *store, GError **error);

/* --- messages ------------------------------------------------------- */

/* One message as the queue sees it; NULL without *error: there is none. */
struct message_row *store_message(struct store *store, int64_t id,
    GError **error);

/* Whether message waits for an agent. */
bool store_set_waiting(struct store *store, int64_t message, bool waits,
    GError **error);

/*
 * Before message is decided again: what rules found in it no longer counts
 * (an agent's word does), and its reasons to wait are forgotten.
 */
bool store_reopen_message(struct store *store, int64_t message,
    GError **error);

/*
 * After it was decided again: dossiers that rested on message alone and
 * have nothing left are joined to into, or without it (0) set aside at now.
 */
bool store_close_emptied(struct store *store, int64_t message,
    int64_t into, int64_t now, GError **error);

/*
 * The message that a letter about a dossier answers: the last one filed in
 * it by a DAM, else by whom an agent let in; 0: none.
 */
bool store_last_filed(struct store *store, int64_t dossier,
    int64_t *message_r, GError **error);

/* The address of the DAM that sent last for a dossier; NULL without *error:
 * none did.  The caller frees it. */
char *store_dam_of(struct store *store, int64_t dossier, GError **error);

/*
 * What message brought without a DAM's word no longer counts, and dossiers
 * that rested on it alone are set aside.
 */
bool store_drop_provisional(struct store *store, int64_t message,
    int64_t now, GError **error);

/* Nothing of message is left that might be a piece and is nobody's: then
 * it no longer waits. */
bool store_settle_loose(struct store *store, int64_t message,
    GError **error);

/* Messages of an address that wait or were refused, by number. */
bool store_messages_of(struct store *store, const char *address,
    GArray *ids, GError **error);

/* --- dossiers ------------------------------------------------------- */

/* Everything of from goes into into, which its reference then means. */
bool store_merge_dossier(struct store *store, int64_t from, int64_t into,
    GError **error);

/* Writes a dossier back, or, of an agent's making (id 0), anew: then it
 * gets its number and its reference from prefix. */
bool store_save_dossier(struct store *store, struct dossier *dossier,
    const char *prefix, GError **error);

/* Notes that message is one of dossier's. */
bool store_link_message(struct store *store, int64_t dossier,
    int64_t message, GError **error);

/* References of a deadline's dossiers, by reference; char *. */
GPtrArray *store_references_of(struct store *store, const char *campaign,
    const char *deadline, GError **error);

/* --- replies -------------------------------------------------------- */

/* One reply by its number; NULL without *error: there is none. */
struct reply_row *store_reply(struct store *store, int64_t id,
    GError **error);

/* Lets a held reply go: queued, due at now. */
bool store_release_reply(struct store *store, int64_t id, int64_t now,
    GError **error);

/* Notes that a digest of a deadline went to recipient; once for ever. */
bool store_add_reminder(struct store *store, const char *campaign,
    const char *deadline, const char *recipient, int64_t reply, int64_t now,
    GError **error);
bool store_reminded(struct store *store, const char *campaign,
    const char *deadline, const char *recipient, bool *known_r,
    GError **error);

#endif
