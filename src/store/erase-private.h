/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of an erasure share. */
#ifndef ASR_ERASE_PRIVATE_H
#define ASR_ERASE_PRIVATE_H

#include "store.h"

/* Notes: what is left to do after the commit. */
#define STORE_SHRED "shred"

/*
 * Makes known to SQL: hidden(name), store_hidden_name of it; mentions(text),
 * 1 when it names a candidate that goes; touches(changes), 1 when a
 * changeset holds rows that go.
 */
bool erase_functions(struct store *store, GError **error);

/* Takes note of the names of gone_dossier. */
bool erase_learn_names(struct store *store, GError **error);

/* Messages of no dossier that name one of them; int64_t. */
GArray *erase_find_named(struct store *store, GError **error);

/* References of dossiers that stay and bear one of the names (char *). */
GPtrArray *erase_find_namesakes(struct store *store, GError **error);

/* Acts about what goes tell no more than who did what kind of thing when. */
bool erase_blank_acts(struct store *store, GError **error);

/* What is still told of them in histories and reasons of other rows. */
bool erase_blank_mentions(struct store *store, GError **error);

/* The numbers that a statement without binds selects; NULL and *error. */
GArray *erase_numbers(struct store *store, const char *text,
    GError **error);

#endif
