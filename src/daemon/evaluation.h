/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was said of labelled mail beside what is true of it.  Pure: labels
 * and what the store's queries gave in, figures and errors out.
 *
 * Every judgement is exact, deferred (a person is asked where a rule could
 * have told) or wrong (something definite that is not so).  What a person
 * still has to look at is never wrong: a piece of a dossier in review that
 * is not as it should be is deferred.
 */
#ifndef ASR_EVALUATION_H
#define ASR_EVALUATION_H

#include <glib.h>

#include "labels.h"
#include "owned.h"

enum mark {
	MARK_EXACT,
	MARK_DEFERRED,
	MARK_WRONG,
	MARK_COUNT
};

enum subject {
	SUBJECT_SENDER,
	SUBJECT_OUTCOME,
	SUBJECT_REPLY,
	SUBJECT_STATUS, /* of a dossier, also: one too many or too few */
	SUBJECT_FIELD,
	SUBJECT_PIECE,
	SUBJECT_COUNT
};

/* A judgement that is not exact. */
struct fault {
	enum mark mark;
	enum subject subject;
	char *about; /* the file, or the candidate and the field or piece */
	char *said;
	char *truth;
	char *note;          /* of the label; may be NULL */
	GPtrArray *evidence; /* char *, French: what the rule went by */
};

/* A piece over all dossiers: cells[what is true][what was said]. */
struct piece_table {
	char *piece;
	unsigned cells[PIECE_STATE_COUNT][PIECE_STATE_COUNT];
};

struct evaluation {
	unsigned marks[SUBJECT_COUNT][MARK_COUNT];
	GPtrArray *tables; /* struct piece_table, in the labels' order */
	/* Findings that name a piece, by how sure the rule was of them:
	 * right when the piece is in the truth's state. */
	unsigned findings[CERTAINTY_COUNT];
	unsigned right[CERTAINTY_COUNT];
	unsigned nameless; /* documents that no piece was thought of for */
	GPtrArray *faults; /* struct fault: wrong ones first */
};

/*
 * messages: struct message_view by reception; dossiers: struct dossier.
 * Never NULL.
 */
struct evaluation *evaluate(const struct labels *labels,
    const GPtrArray *messages, const GPtrArray *dossiers);
void evaluation_free(struct evaluation *evaluation);

const char *subject_word(enum subject subject);
const char *mark_word(enum mark mark);

/* French, for people, on stdout. */
void evaluation_print(const struct evaluation *evaluation);
/* The same as one JSON object on stdout. */
void evaluation_print_json(const struct evaluation *evaluation);

OWNED_DEFINE(evaluation, evaluation_free)

#endif
