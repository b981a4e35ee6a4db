/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tar archive, packed as its name says, that appears whole or not. */
#ifndef ASR_ARCHIVE_WRITER_H
#define ASR_ARCHIVE_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

struct archive_writer;

/* True for names that end in .tar, .tar.gz, .tgz or .tar.zst. */
bool archive_writer_knows(const char *path);

/* Begins the archive that will be path.  NULL and *error. */
struct archive_writer *archive_writer_open(const char *path, GError **error);

/*
 * Adds the file open at fd, as name.  sha256, unless NULL, is what its
 * bytes must have: a backup of damaged files would be a promise not kept.
 */
bool archive_writer_add(struct archive_writer *writer, const char *name,
    int fd, const char *sha256, GError **error);

/* Synced and renamed into place; frees writer in every case. */
bool archive_writer_commit(struct archive_writer *writer, GError **error);
/* Nothing of it is left.  NULL is allowed. */
void archive_writer_abort(struct archive_writer *writer);

#endif
