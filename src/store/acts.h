/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Agents' acts on record.  An act is one transaction: what it changes is
 * recorded as SQLite's changeset, from which it can be undone as long as
 * nothing else has touched the same rows.  An erasure (erase.h) alone
 * records none, and cannot be undone.
 */
#ifndef ASR_ACTS_H
#define ASR_ACTS_H

#include "store.h"

struct act_row {
	int64_t id;
	int64_t at;
	char *who;            /* login name */
	char *name;           /* assign, accept, … */
	GPtrArray *arguments; /* char *, as typed */
	char *why;            /* may be NULL */
	char *answer;         /* French */
	int64_t undone_by;    /* act; 0: it stands */
	bool recorded;        /* its changes are known, be they none: it can
			       * be undone */
};

void act_row_free(struct act_row *row);

/*
 * BEGIN IMMEDIATE, the act's row, and recording from here on.  *id_r is its
 * number; histories and replies written until the end belong to it.
 */
bool store_begin_act(struct store *store, const char *who, const char *name,
    const GPtrArray *arguments, const char *why, int64_t now,
    int64_t *id_r, GError **error);

/* Records the answer and the changes, and commits. */
bool store_end_act(struct store *store, const char *answer, GError **error);

/* As if it had not begun: for a dry run and for a refusal. */
void store_cancel_act(struct store *store);

/*
 * The act of a number, or with 0 the last one of who that stands, whatever
 * it did; an undoing is none.  NULL without *error when there is none.
 */
struct act_row *store_act(struct store *store, int64_t id, const char *who,
    GError **error);

/*
 * Within an act: takes back what act id changed, and marks it undone.
 * ASR_ERROR_REFUSED when its rows have changed since.  Replies of it that
 * no server has taken are taken out of the queue (*cancelled_r), also one
 * that was put off; those that left, or may be leaving, are counted in
 * *sent_r.
 */
bool store_undo_act(struct store *store, int64_t id, unsigned *cancelled_r,
    unsigned *sent_r, GError **error);

/* A line of history with the states before and after; dossier and message
 * may be 0, before and after NULL. */
struct trace {
	int64_t dossier;
	int64_t message;
	const char *who;
	const char *what;
	const char *why;
	const char *before;
	const char *after;
};

bool store_trace(struct store *store, const struct trace *trace,
    int64_t now, GError **error);

#endif
