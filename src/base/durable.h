/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that survive a power cut: written under a temporary name, synced,
 * renamed into place, and the directory synced.  The one place of the
 * project that makes a file durable.
 */
#ifndef ASR_DURABLE_H
#define ASR_DURABLE_H

#include <stdbool.h>
#include <sys/types.h>

#include <glib.h>

/* A file being written.  Opaque; owned by whoever opened it. */
struct durable;

/*
 * Begins a file in folder, which exists, with permissions mode.  Its bytes
 * go to durable_fd().  NULL and *error on failure.
 */
struct durable *durable_open(const char *folder, mode_t mode, GError **error);

/* The descriptor to write to; stays owned by d. */
int durable_fd(const struct durable *d);

/* Writes all length bytes; short writes are continued. */
bool durable_write(struct durable *d, const void *bytes, size_t length,
    GError **error);

/*
 * Makes the file durable as folder/name (name may go through folders that
 * exist): fsync, rename, fsync of the folder it is then in, in this order,
 * so that no name ever points at missing bytes.  An existing
 * file of that name is replaced.  Frees d in every case; on failure the
 * temporary file is gone.
 */
bool durable_commit(struct durable *d, const char *name, GError **error);

/* Gives up: removes the temporary file and frees d.  NULL is allowed. */
void durable_abort(struct durable *d);

/* All of the above for bytes at hand. */
bool durable_put(const char *folder, const char *name, mode_t mode,
    const void *bytes, size_t length, GError **error);

/* What was made, renamed or removed in folder stays so. */
bool durable_sync_folder(const char *folder, GError **error);

/* mkdir -p of folder with mode, each new level synced into its parent; one
 * that could not be is gone again.  What was there is believed to stay. */
bool durable_mkdir(const char *folder, mode_t mode, GError **error);

/* Removes what interrupted writers left in folder; true if none is left. */
bool durable_sweep(const char *folder, GError **error);

#endif
