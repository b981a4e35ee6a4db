/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workers of the service, a process each: the watcher fetches, spools
 * and files; the registrar examines, decides and answers agents; the
 * courier sends.  A worker runs its steps, waits for its bell, and runs
 * them again; what it does stands in the store, so that the next one goes
 * on where it was killed.
 */
#ifndef ASR_WORKER_H
#define ASR_WORKER_H

#include "board.h"
#include "service.h"

/* After a SIGTERM the work in hand has so long: an examination, its
 * second try, and a slow server's answer. */
#define WORKER_GRACE_S 540u

/* Waits are cut into stretches, after each of which the board is told. */
#define WORKER_STRETCH_S 120u

/* What a duty is made of: watcher.c, registrar.c, courier.c. */
struct duty_ops {
	unsigned parts; /* enum service_part */
	/* After the service is opened; NULL: nothing more. */
	bool (*open)(struct service *service, GError **error);
	/* Runs the steps once and rings who has more to do now. */
	bool (*pass)(struct service *service, GError **error);
	/*
	 * Waits for work for seconds at most, or until the bell.  calm: the
	 * last pass went well.  False when the wait itself failed.
	 */
	bool (*wait)(struct service *service, unsigned seconds, bool calm,
	    GError **error);
	void (*close)(struct service *service); /* may be NULL */
};

extern const struct duty_ops watcher_ops, registrar_ops, courier_ops;

/*
 * In the child: does duty as conf says until SIGTERM; conf goes over.
 * Returns the exit status.
 */
int worker_run(enum duty duty, struct conf *conf);

/* Sleeps for seconds, or until the bell or a signal. */
void worker_sleep(unsigned seconds);

#endif
