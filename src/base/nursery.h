/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program that has made itself ready and brings forth children of ours.
 * What each of them needs before its first byte (libraries, models) is
 * done once; nothing that one of them meets can reach the next.
 *
 * The program has a SOCK_SEQPACKET socket as stdin.  Each packet holds an
 * int32_t, its argument, and three descriptors: the child's stdin, stdout
 * and stderr.  It clones itself with CLONE_PARENT, so that we are the
 * parent, and answers with the child's number as int32_t.
 */
#ifndef ASR_NURSERY_H
#define ASR_NURSERY_H

#include <stdint.h>

#include "child.h"

/* What it may take to make itself ready on a busy machine. */
#define NURSERY_READY_MS 60000

struct nursery;

/* Starts the program of options (argv, envp); NULL and *error. */
struct nursery *nursery_start(const struct child_options *options,
    GError **error);

/*
 * A child of it, as child_start: of options the stdin and the limits
 * count.  NULL and *error when the nursery does not answer.
 */
struct child *nursery_child(struct nursery *nursery,
    const struct child_options *options, int32_t argument, GError **error);

/* Ends it; its children live on. */
void nursery_free(struct nursery *nursery);
OWNED_DEFINE(nursery, nursery_free)

#endif
