/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is the database what SQLite wrote?  For `asrctl verify`, which asks the
 * same of the spool.
 */
#ifndef ASR_VERIFY_H
#define ASR_VERIFY_H

#include "store.h"

/* So many damages are named, and further rows counted: a restore is the
 * answer anyway. */
#define VERIFY_DAMAGES_MAX 100

/* One damage, in SQLite's words; of a table, with its rows named. */
typedef void (*verify_fn)(void *context, const char *damage);

/*
 * Every page, index and constraint, and every reference between rows.
 * False and *error only when the check itself could not be made.
 */
bool store_verify(struct store *store, verify_fn found, void *context,
    GError **error);

/* A message's bytes as the spool must hold them. */
struct needed {
	int64_t message; /* the first of those with these bytes */
	char *sha256;
};

/* All of them but those erased, in order of arrival; struct needed. */
GPtrArray *store_needed(struct store *store, GError **error);

#endif
