/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labelled mail: what should become of each message and dossier, as a
 * person wrote it down in truth.json.  Words are those of the interface.
 */
#ifndef ASR_LABELS_H
#define ASR_LABELS_H

#include <stdbool.h>

#include <glib.h>

#include "owned.h"
#include "words.h"

struct message_label {
	char *file;       /* of the folder: names the case */
	char *message_id; /* "" when it has none */
	char *note;       /* why the case exists; may be NULL */
	enum sender_verdict sender;
	enum outcome outcome;
	enum reply_kind reply;
	GPtrArray *missing; /* char *: piece ids, sorted */
	bool may_defer;     /* a careful person could not tell either */
};

struct piece_label {
	char *piece;
	enum piece_state state;
};

struct dossier_label {
	char *family_name;
	char *given_name;
	GPtrArray *also; /* char *: whole names that are as right */
	char *establishment;
	char *subdivision;
	char *deadline;
	bool late;
	enum dossier_status status;
	GPtrArray *pieces; /* struct piece_label */
	bool may_defer;
	bool optional; /* may be absent */
};

struct labels {
	GPtrArray *messages; /* struct message_label, by reception */
	GPtrArray *dossiers; /* struct dossier_label */
};

/* NULL and *error when path cannot be read or a word in it is unknown. */
struct labels *labels_read(const char *path, GError **error);
void labels_free(struct labels *labels);

OWNED_DEFINE(labels, labels_free)

#endif
