/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the processes of the service know of each other: a page of shared
 * memory where each worker writes when it last made progress and what it
 * is at, and a bell each, which says «look again» and nothing more.  Work
 * itself stands in the store alone.
 *
 * Without a board (--once, tests) every call does nothing.
 */
#ifndef ASR_BOARD_H
#define ASR_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

enum duty {
	DUTY_WATCHER,
	DUTY_REGISTRAR,
	DUTY_COURIER,
	DUTY_COUNT,
};

/* "watcher", "registrar", "courier". */
const char *duty_name(enum duty duty);

/* Room for what a worker says it is at. */
#define BOARD_DOING_BYTES 80

/* By the supervisor, before it starts workers, who inherit it. */
bool board_open(GError **error);

/* By a worker: from now on this process is duty. */
void board_take(enum duty duty);

/* By a worker: it has opened what it needs. */
void board_set_ready(void);

/*
 * By a worker: work goes on.  Called between messages, as bytes arrive,
 * and while waiting; never from a place that could be reached by a worker
 * that hangs.
 */
void board_alive(void);

/* By a worker: what it is at, for STATUS=; ids only, as in the log. */
void board_doing(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Wakes the worker of duty, now or when it is started again. */
void board_ring(enum duty duty);

/* The bell of duty: readable when it was rung; an eventfd.  -1: none. */
int board_bell(enum duty duty);

/* For the supervisor. */
void board_reset(enum duty duty); /* a new worker starts */
bool board_is_ready(enum duty duty);
int64_t board_alive_at_us(enum duty duty); /* monotonic */
/* A copy; the caller frees it. */
char *board_what(enum duty duty);

#endif
