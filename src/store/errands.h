/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is left to do on the mail server: settled messages to move, sent
 * replies to copy, and messages that it lists and does not hand over.
 */
#ifndef ASR_ERRANDS_H
#define ASR_ERRANDS_H

#include "store.h"

/* A filed message that still stands where it was found. */
struct move_row {
	int64_t message;
	uint32_t uid_validity, uid;
	char *message_id; /* NULL: it has none */
	/* Of its first dossier; may be NULL. */
	char *campaign, *deadline, *subdivision, *establishment;
};

void move_row_free(struct move_row *row);

/* "true" while messages are being moved.  Found so at the beginning, the
 * last move may have got half-way. */
#define STORE_MOVING "moving"

/*
 * Filed messages not moved yet that stand at mailbox and folder of where,
 * under its UIDVALIDITY; struct move_row, oldest first.  A message that
 * was moved once, and put back by somebody, is not among them.
 */
GPtrArray *store_to_move(struct store *store, const struct location *where,
    unsigned limit, GError **error);

/* Each place of dossiers that a done folder may be named after, and the
 * place of none; struct move_row without a message. */
GPtrArray *store_done_places(struct store *store, GError **error);

/* The message was moved, or is gone, from where it stood. */
bool store_set_moved(struct store *store, const struct move_row *row,
    const struct location *where, int64_t now, GError **error);

/* A sent reply without a copy in the sent folder. */
struct copy_row {
	int64_t reply;
	int64_t message;
	char *message_id; /* of the reply */
	GBytes *bytes;
	bool begun; /* an earlier attempt may have succeeded */
};

void copy_row_free(struct copy_row *row);

/* Replies sent since, oldest first; struct copy_row. */
GPtrArray *store_to_copy(struct store *store, int64_t since, unsigned limit,
    GError **error);
/* Written before the copy is made, so that a crash is known. */
bool store_begin_copy(struct store *store, int64_t reply, int64_t now,
    GError **error);
bool store_end_copy(struct store *store, int64_t reply, int64_t now,
    GError **error);

/* --- messages that do not arrive -------------------------------------- */

/* The first failure may be the line's: tried again at once.  Then after
 * this, twice as long each time, and no later than the next. */
#define UNDELIVERED_PAUSE_S 60
#define UNDELIVERED_PAUSE_LONGEST_S (4 * 3600)

struct undelivered_row {
	uint32_t uid_validity, uid;
	int64_t first_at;
	unsigned attempts;
	int64_t next_at; /* not asked for before */
};

/* Those of mailbox and folder of where; NULL folder: all there are. */
GPtrArray *store_undelivered(struct store *store,
    const struct location *where, GError **error);
/* One more attempt in vain. */
bool store_note_undelivered(struct store *store,
    const struct location *location, int64_t now, GError **error);
/* It arrived, or is gone from the server. */
bool store_forget_undelivered(struct store *store,
    const struct location *location, GError **error);

#endif
