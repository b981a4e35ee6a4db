/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A library put before a program under test with LD_PRELOAD: it counts the
 * calls that make something durable or speak with a server, and at the
 * n-th one stops the program, makes the call fail, or pulls the plug.
 *
 * Where it looks: ASR_POINTS names a file of struct control, which the
 * driver (points.py) writes before the start and reads after the end; all
 * processes that have it mapped count together.  ASR_POINTS_TRACE, if set,
 * gets a line for each point.
 */
#ifndef ASR_TEST_POINTS_H
#define ASR_TEST_POINTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What happens at the point whose number is control.at. */
enum point_mode {
	POINT_COUNT, /* nothing: how many are there? */
	POINT_KILL_BEFORE,
	POINT_KILL_AFTER,
	POINT_CUT_BEFORE, /* SIGKILL, and what was not synced is lost */
	POINT_CUT_AFTER,
	POINT_FAIL_ONCE, /* the call fails with control.error */
	POINT_FAIL_FROM, /* that one and all later ones */
};

/* As points.py packs it: nine 64-bit numbers. */
struct control {
	uint64_t count;
	uint64_t at; /* 0: never */
	uint64_t mode;
	uint64_t error;
	int64_t clock_us; /* added to the time of day; may change any time */
	uint64_t allocations;
	uint64_t refuse_at; /* the allocation that is refused; 0: none */
	uint64_t reads;     /* of regular files; no points, nothing stops there */
	uint64_t fail_read; /* the read that fails with EIO; 0: none */
};

/* Kinds of calls; only those on files can be made to fail. */
enum point_kind {
	POINT_FILE,
	POINT_SOCKET,
};

extern struct control *points_control;

/* Before a call: counts it and may not return.  False: the call must fail,
 * errno is set. */
bool point_before(const char *name, enum point_kind kind, const char *what);
/* After the call that point_before counted. */
void point_after(void);

/* --- what a power cut takes away: undo.c ---------------------------- */

/* Called before the calls they name, when a cut is wanted. */
void undo_write(int fd, off_t offset, size_t length);
void undo_truncate(int fd, off_t length);
void undo_create(const char *path);
void undo_mkdir(const char *path);
void undo_rename(const char *from, const char *to);
void undo_unlink(const char *path);
/* After a good fsync: what it made durable stays. */
void undo_synced(int fd);
/* Takes everything back that was not synced, the newest first. */
void undo_all(void);

#endif
