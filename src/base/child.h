/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A child process on a short lead: one descriptor in, a bounded answer
 * out, limits of time, and nothing of ours inherited: no descriptor but
 * three, no environment but the one given, no life after ours.
 */
#ifndef ASR_CHILD_H
#define ASR_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

#include "owned.h"

/* The last bytes of stderr that are kept: a line or two, for the log. */
#define CHILD_COMPLAINT_BYTES_MAX 4096u

/* How a child came to its end. */
enum child_end {
	CHILD_RUNNING,
	CHILD_EXITED,   /* by itself: child_status is its exit status */
	CHILD_CRASHED,  /* by a signal not ours: child_status is its number */
	CHILD_SILENT,   /* killed: wrote nothing for silence_ms */
	CHILD_TOO_LONG, /* killed: total_ms have passed */
	CHILD_TOO_MUCH, /* killed: wrote more than output_bytes_max */
};

struct child_options {
	const char *const *argv; /* argv[0]: the program's path */
	const char *const *envp; /* the whole environment */
	int stdin_fd;            /* stays the caller's; shares its offset */
	size_t output_bytes_max;
	unsigned silence_ms; /* on stdout and stderr; 0: no limit */
	unsigned total_ms;   /* 0: no limit */
};

struct child;

/*
 * Starts argv[0] in a process group of its own, which is killed when it
 * ends or we die.  NULL and *error when no process could be had.  A
 * program that cannot be run exits with status 127.
 */
struct child *child_start(const struct child_options *options,
    GError **error);

/*
 * Waits until one of count children has ended, or wake_fd (may be -1) is
 * readable.  Returns its index, or count when woken.  Children that had
 * ended before are returned at once.
 */
unsigned child_wait(struct child *const *children, unsigned count,
    int wake_fd);

enum child_end child_end(const struct child *child);
int child_status(const struct child *child);

/* What it wrote on stdout so far; the child's own. */
const char *child_output(const struct child *child, size_t *length_r);

/* The end of what it wrote on stderr, NUL-terminated; the child's own. */
const char *child_complaint(const struct child *child);

/* How it ended, in English for the log: "exit status 1", "killed by
 * signal 11", "no answer within 480 s" …; the caller frees it. */
char *child_describe(const struct child *child);

/* Kills it where it still runs, waits for it, and frees.  NULL allowed. */
void child_free(struct child *child);

OWNED_DEFINE(child, child_free)

#endif
