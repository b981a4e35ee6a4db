/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A child process with three descriptors, an environment of its own and
 * limits on time and output: how asr-examine is run.
 */
#ifndef ASR_CHILD_H
#define ASR_CHILD_H

#include <stdbool.h>

#include <glib.h>

/* What the child is given. */
struct child_options {
	const char *const *argv;        /* NULL-terminated; argv[0] a path */
	const char *const *environment; /* NULL-terminated: all of it */
	int stdin_fd;                   /* becomes fd 0; stays the caller's */
	size_t output_max;              /* bytes of stdout; more: killed */
	unsigned total_s;               /* from start to end; then killed */
};

struct child;

/* Starts it; stderr is the caller's own.  NULL and *error on failure. */
struct child *child_start(const struct child_options *options,
    GError **error);

/*
 * Reads what the child has to say for timeout_ms at most.  True once it
 * has ended or was killed; then child_finish tells how.
 */
bool child_poll(struct child *child, int timeout_ms);

/*
 * Ends it: its output on exit status 0 (the caller's to unref), else NULL
 * and *error: ASR_ERROR_TIMEOUT, ASR_ERROR_LIMIT (too much output), or
 * ASR_ERROR_FAILED with its signal or exit status.  Frees child.
 */
GBytes *child_finish(struct child *child, GError **error);

/* Its descriptor, for poll(2) over several children. */
int child_fd(const struct child *child);

#endif
