/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's control socket, from the agent's side. */
#ifndef ASR_CLIENT_H
#define ASR_CLIENT_H

#include "ctl.h"
#include "request.h"

/* The service answers between two messages; an examination and a database
 * in use can take a while. */
#define CLIENT_PATIENCE_S 120u

/*
 * Asks the service.  NULL after it was said on stderr why there is no
 * answer: the service is stopped, the caller may not ask, no answer came.
 */
struct answer *client_ask(const struct ctl *ctl,
    const struct request *request);

/*
 * Asks, prints the answer (with --json as an object) and returns the exit
 * status.
 */
int client_do(struct ctl *ctl, const struct request *request);

#endif
