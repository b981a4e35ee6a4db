/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forms/NAME.conf: the pieces of a dossier and how each is recognised.
 * doc/asr-form.5 describes the file.
 */
#ifndef ASR_FORM_H
#define ASR_FORM_H

#include <stdbool.h>

#include <glib.h>

#include "problems.h"
#include "words.h"

/* The text of a blank form; that of 2026 has 13 KB. */
#define BLANK_BYTES_MAX (1u << 20)

struct piece {
	char *id;
	unsigned annexe;        /* printed on the piece's page; 0: none */
	unsigned listed_annexe; /* in the form's list where that differs */
	char *label;            /* French, for people */
	enum requirement requirement;
};

struct form {
	char *id;
	char *title;
	GPtrArray *pieces; /* struct piece, the form's order */
	struct form_rules *rules; /* how pieces are told: piece-rules.h */
};

/* Reads one form.  Never NULL; what is wrong is in problems. */
struct form *form_read(const char *file, struct problems *problems);

/* Of a form only its id, title and pieces, as readers of the database need
 * them; what recognition rules say is neither kept nor checked. */
struct form *form_read_outline(const char *file, struct problems *problems);
void form_free(struct form *form);

/* NULL when the form has no such piece. */
const struct piece *form_piece(const struct form *form, const char *id);

#endif
