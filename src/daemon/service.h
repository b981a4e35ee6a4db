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
#include "mailbox.h"
#include "outbox.h"
#include "spool.h"
#include "store.h"

struct service {
	struct conf *conf;
	struct store *store;
	struct spool *spool;
	struct mailbox *mailbox;
	struct courier *courier;
	int lock_fd;
	volatile int *stop; /* set by a signal: end after the work in hand */
	/* What the last pass did, for its summary. */
	unsigned fetched, examined, settled, sent, failed;
};

/*
 * Opens state, mailbox and outbox as conf says, and takes the lock of the
 * state directory: one service per directory (ASR_ERROR_BUSY).  conf goes
 * over to the service.  NULL and *error on failure, conf is freed then too.
 */
struct service *service_open(struct conf *conf, GError **error);
void service_close(struct service *service);

/*
 * One pass over all steps: everything new is fetched, examined, decided in
 * order of reception, and answered.  False and *error when the mailbox or
 * the store failed; single messages that could not be examined are
 * settled as unreadable.
 */
bool service_pass(struct service *service, GError **error);

/* The steps of a pass, in their order. */
bool step_fetch(struct service *service, GError **error);
bool step_examine(struct service *service, GError **error);
bool step_decide(struct service *service, GError **error);
bool step_send(struct service *service, GError **error);

/* Seconds since the epoch. */
int64_t service_now(void);

/* True once a signal asked the service to end. */
bool service_stopping(const struct service *service);

#endif
