/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What child.c and nursery.c share. */
#ifndef ASR_CHILD_PRIVATE_H
#define ASR_CHILD_PRIVATE_H

#include <sys/types.h>

#include "child.h"

/* A pipe whose reading end does not block; no end is a standard
 * descriptor. */
bool child_pipe(int ends[2], GError **error);

/*
 * Takes a process of ours on the lead: in a group of its own, its stdout
 * and stderr being the other ends of these pipes.  Takes both descriptors;
 * on failure it kills the process.
 */
struct child *child_adopt(const struct child_options *options, pid_t pid,
    int output_fd, int complaint_fd, GError **error);

#endif
