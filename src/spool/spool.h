/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Raw messages by the SHA-256 of their bytes: STATE/spool/ab/cdef….eml.
 * A message is in the spool before anything else happens to it, and is
 * the only stored form of its documents: they are cut out again on demand.
 */
#ifndef ASR_SPOOL_H
#define ASR_SPOOL_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

struct spool;
struct spool_writer;

/* Opens STATE/spool, creating it; sweeps what a crash left, and syncs the
 * folders that it had made. */
struct spool *spool_open(const char *state_directory, GError **error);
/* Opens it to read alone: nothing is created, nothing swept. */
struct spool *spool_open_readonly(const char *state_directory);
void spool_close(struct spool *spool);

/*
 * Streams a message in: begin, write any number of times, then commit
 * (durable, sha256_r gets 64 hex digits, caller frees) or abort.  The same
 * bytes twice are one file.
 */
struct spool_writer *spool_begin(struct spool *spool, GError **error);
bool spool_write(struct spool_writer *writer, const void *bytes,
    size_t length, GError **error);
bool spool_commit(struct spool_writer *writer, char **sha256_r,
    uint64_t *size_r, GError **error);
void spool_abort(struct spool_writer *writer);

/* A read-only descriptor of a message, or -1 and *error. */
int spool_read(struct spool *spool, const char *sha256, GError **error);

/* True when its bytes are there and have that SHA-256.  Else *error is
 * ASR_ERROR_FORMAT when they have not, ASR_ERROR_IO when nobody can tell. */
bool spool_verify(struct spool *spool, const char *sha256, GError **error);

/* Removes a message for good (purge, erasure): durable.  One that is not
 * there is removed. */
bool spool_remove(struct spool *spool, const char *sha256, GError **error);

#endif
