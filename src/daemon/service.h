/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service: what it has open, and the steps that bring a message from
 * the mailbox to its reply.  Each step takes what stands in the store in
 * one state and brings it to the next; running the steps again after a
 * crash goes on where they stopped.
 */
#ifndef ASR_SERVICE_H
#define ASR_SERVICE_H

#include <stdbool.h>

#include "conf.h"
#include "links.h"
#include "mailbox.h"
#include "outbox.h"
#include "owned.h"
#include "spool.h"
#include "store.h"

/* What a pass did, for its summary. */
struct tally {
	unsigned fetched;
	unsigned settled[OUTCOME_COUNT];
	unsigned held;    /* replies that an agent must release */
	unsigned sent;
	unsigned delayed; /* could not leave yet */
	unsigned given_up;
};

struct service {
	struct conf *conf;
	struct store *store;
	struct spool *spool;
	struct links *links;
	int lock_fd;
	/*
	 * True: passes follow each other by themselves, and what fails is
	 * tried again after a pause.  False: the next try is the next start.
	 */
	bool patient;
	struct tally tally; /* of the last pass */
};

/*
 * Opens state, mailbox and outbox as conf says, and takes the lock of the
 * state directory: one service per directory (ASR_ERROR_BUSY).  conf goes
 * over to the service.  NULL and *error on failure, conf is freed then too.
 */
struct service *service_open(struct conf *conf, GError **error);
void service_close(struct service *service);
OWNED_DEFINE(service, service_close)

/*
 * One pass over all steps: everything new is fetched, examined, decided in
 * order of reception, and answered.  False and the first *error when the
 * mailbox or the store failed; what could be done without it was done.
 * Single messages that could not be examined are settled as unreadable.
 */
bool service_pass(struct service *service, GError **error);

/* The steps of a pass, in their order. */
bool step_fetch(struct service *service, GError **error);
bool step_examine(struct service *service, GError **error);
bool step_decide(struct service *service, GError **error);
bool step_send(struct service *service, GError **error);

/* Seconds since the epoch. */
int64_t service_now(void);

/*
 * Says that work goes on, however long it takes: systemd's watchdog ends
 * a service that is silent.  Called between messages and while waiting.
 */
void service_alive(void);

#endif
