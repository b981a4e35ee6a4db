/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folders that appear whole or not at all: filled under a hidden name,
 * then renamed; never over one that is there.
 */
#ifndef ASR_FOLDER_H
#define ASR_FOLDER_H

#include "papers.h"

struct folder;

/* Begins a folder inside parent, which is made.  NULL and *error. */
struct folder *folder_begin(const char *parent, GError **error);
/* Adds a file; name is safe already.  Fails also when asrctl was told to
 * stop (stop.h): the caller aborts, and nothing is left. */
bool folder_add(struct folder *folder, const char *name, GBytes *bytes,
    GError **error);
/* Names it parent/name and frees it; ASR_ERROR_FAILED in *error when there
 * is one.  On failure nothing of it is left. */
bool folder_commit(struct folder *folder, const char *name, GError **error);
/* Removes what was written, and frees.  NULL is allowed. */
void folder_abort(struct folder *folder);

/* How many files were added. */
unsigned folder_files(const struct folder *folder);

/*
 * Adds a dossier's documents, named by piece, and an index of what is
 * there and what is not (LISEZ-MOI.txt).  A document that cannot be had is
 * named in the index.
 */
bool folder_add_dossier(struct folder *folder, struct papers *papers,
    const struct ctl *ctl, const struct dossier *dossier, GError **error);

/* "DUPONT Jeanne – CH de Lisieux"; the caller frees. */
char *folder_dossier_name(const struct ctl *ctl,
    const struct dossier *dossier);

#endif
