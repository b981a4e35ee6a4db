/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dossier: one candidate in one campaign, carried by one establishment;
 * and the findings it rests on.  Strings are owned; arrays own their
 * elements and are never NULL; times are seconds since the epoch, 0 when
 * absent.
 */
#ifndef ASR_DOSSIER_H
#define ASR_DOSSIER_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "owned.h"
#include "words.h"

/* What a finding says of a document or of some of its pages. */
enum finding_kind {
	FINDING_UNIDENTIFIED, /* might be any piece */
	FINDING_PIECE,        /* is the piece named */
	FINDING_OTHER,        /* identified, and no piece: CV, RIB, index */
	FINDING_KIND_COUNT
};

const char *finding_kind_word(enum finding_kind value);
bool finding_kind_parse(const char *word, enum finding_kind *value_r);

/*
 * One stretch of one document and what it is.  A document with several
 * pieces has several findings; a document that could not be read has one,
 * FINDING_UNIDENTIFIED with state PIECE_UNREADABLE.  piece names a likely
 * piece also when the kind is FINDING_UNIDENTIFIED (a locked file called
 * «annexe 9»), and may be NULL there.
 */
struct finding {
	int64_t id;      /* row in the store; 0: not yet recorded */
	int64_t message; /* row of its message; 0: the message in hand */
	int64_t received_at; /* of its message */
	char *message_id;    /* of its message, may be NULL */
	unsigned part;       /* index in the message's report */
	char *name;          /* the document's full name, "" when unnamed */
	char *sha256;        /* of the document */
	unsigned first_page, last_page; /* from 1; 0, 0: no pages */
	enum finding_kind kind;
	char *piece;
	enum piece_state state; /* PRESENT, BLANK, UNREADABLE or UNCERTAIN */
	enum certainty certainty;
	enum piece_by by;
	char *evidence; /* French, for agents: which words, page, rule */
	char *warning;  /* French, for agents; NULL when there is none */
	bool withdrawn; /* an agent's word replaced it: stays on record */
	bool provisional; /* not sent by a DAM, and accepted by nobody */
};

struct finding *finding_new(void);
struct finding *finding_copy(const struct finding *finding);
void finding_free(struct finding *finding);

/* A piece of the form, and how it stands in a dossier. */
struct piece_status {
	char *piece;
	unsigned annexe; /* 0: the piece has no number */
	enum requirement requirement;
	enum piece_state state;
	enum piece_by by;
	GPtrArray *findings; /* struct finding *, borrowed from the dossier */
};

struct piece_status *piece_status_new(void);
void piece_status_free(struct piece_status *status);

struct dossier {
	int64_t id;      /* 0: new */
	char *reference; /* NULL until recorded */
	char *campaign;  /* ids of the configuration */
	char *deadline;
	char *subdivision;
	char *establishment; /* code; NULL: not told yet */
	char *family_name;   /* as written, "" when unknown */
	char *given_name;
	GPtrArray *other_names; /* char *: further writings, married name */
	char *specialty;        /* may be NULL */
	enum dossier_status status;
	bool late;
	bool provisional; /* no DAM has sent for it yet */
	int64_t withdrawn_at; /* an agent set it aside; 0: it counts */
	int64_t received_at;  /* first message */
	int64_t completed_at; /* when the last required piece arrived */
	int64_t told_incomplete_at; /* when a reply first said incomplete */
	int64_t complete_until; /* exclusive: past it a completion is late */
	GPtrArray *findings;    /* struct finding, by time */
	GPtrArray *pieces;      /* struct piece_status, in the form's order */
	GPtrArray *message_ids; /* char *, by time */
	GPtrArray *review_reasons; /* char *, French */
	GPtrArray *warnings;       /* char *, French */
};

struct dossier *dossier_new(void);
void dossier_free(struct dossier *dossier);

/* The status of a piece, or NULL when the form has no such piece. */
struct piece_status *dossier_piece(const struct dossier *dossier,
    const char *piece);

OWNED_DEFINE(finding, finding_free)
OWNED_DEFINE(dossier, dossier_free)

#endif
