/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the process is asked by signals: SIGTERM and SIGINT to end after
 * the work in hand (a second SIGINT ends at once), SIGHUP to read the
 * configuration again.
 */
#ifndef ASR_SIGNALS_H
#define ASR_SIGNALS_H

#include <stdbool.h>

#include <glib.h>

/*
 * Once per process, before the first pass.  children: the end of one is
 * an event too.
 */
bool signals_install(bool children, GError **error);

/*
 * For a worker, whose supervisor hears SIGINT and SIGHUP for it: SIGTERM
 * writes to its bell, an eventfd, and SIGALRM ends it when the work in
 * hand takes longer than grace_s after that.
 */
void signals_install_worker(int bell_fd, unsigned grace_s);

/* Readable since a signal came; signals_clear empties it. */
int signals_fd(void);
void signals_clear(void);

/* True once the process was asked to end; never false again. */
bool signals_stop(void);

/* True once after each SIGHUP. */
bool signals_take_reload(void);

#endif
