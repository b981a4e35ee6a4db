/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the mailbox, held against the database: each message is
 * explained, or named.  Made by the service of a mail server's folders, by
 * asrctl of a dir:; between them it is a note of the store (JSON).
 */
#ifndef ASR_INVENTORY_H
#define ASR_INVENTORY_H

#include <stdint.h>

#include <glib.h>

#include "owned.h"
#include "words.h"

struct inventory_folder {
	char *name;
	unsigned messages;
};

/* A message that nothing explains. */
struct inventory_stray {
	char *place; /* its folder, or its file's name */
	uint32_t uid; /* 0 for a dir: */
	int64_t received_at; /* 0: the mailbox does not say */
};

/* At most so many are named, and all are counted: past it something is
 * wrong with the whole, which a longer list does not tell better. */
#define INVENTORY_STRAYS_MAX 100u

struct inventory {
	int64_t number; /* of the question that it answers */
	char *problem;  /* why there is none; NULL: the rest counts */
	GPtrArray *folders; /* struct inventory_folder */
	unsigned outcomes[OUTCOME_COUNT]; /* what became of messages */
	unsigned erased;   /* purged, or by right */
	unsigned in_hand;  /* fetched or just arrived, not decided yet */
	unsigned withheld; /* the server does not hand them over */
	unsigned copies;   /* of our replies, in the sent folder */
	unsigned others;   /* in the sent folder, written by people */
	unsigned absent;   /* in no folder any more: people tidy up */
	unsigned unexplained;
	GPtrArray *strays; /* struct inventory_stray: those, named */
};

struct inventory *inventory_new(void);
void inventory_free(struct inventory *inventory);
OWNED_DEFINE(inventory, inventory_free)

/* Counts it, and names it while there is room. */
void inventory_add_stray(struct inventory *inventory, const char *place,
    uint32_t uid, int64_t received_at);
void inventory_add_folder(struct inventory *inventory, const char *name,
    unsigned messages);
/* Of all folders. */
unsigned inventory_messages(const struct inventory *inventory);

/* JSON; the caller frees it. */
char *inventory_encode(const struct inventory *inventory);
/* NULL and *error (ASR_ERROR_FORMAT) for what inventory_encode did not
 * write. */
struct inventory *inventory_decode(const char *json, GError **error);

#endif
