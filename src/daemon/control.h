/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The control socket: agents connect, say one request, get one answer.
 * Nobody is waited for: whoever is slow, silent, too long or not allowed is
 * dropped, and the service's own work goes on.
 */
#ifndef ASR_CONTROL_H
#define ASR_CONTROL_H

#include <stdbool.h>

#include <sys/types.h>

#include "request.h"

/* Connections at a time: two agents have a handful. */
#define CONTROL_CLIENTS_MAX 64u
/* Of one user, so that one cannot keep the others out. */
#define CONTROL_CLIENTS_OF_USER_MAX 16u
/* asrctl sends its line at once and reads the answer at once. */
#define CONTROL_PATIENCE_S 5u

/* Who asks, as the kernel says. */
struct caller {
	uid_t uid;
	char *name; /* login name, else "uid 1234" */
	bool administrator; /* root, or the service's own user */
};

/* Answers a request; *answer_r is never NULL, the caller frees it. */
typedef void (*control_fn)(void *context, const struct caller *caller,
    const struct request *request, struct answer **answer_r);

struct control;

/*
 * Listens at path, whose old socket is replaced: whoever calls holds the
 * state's lock.  Allowed are root, our own user, and members of group,
 * which the socket is given.  NULL and *error on failure.
 */
struct control *control_open(const char *path, gid_t group,
    control_fn handler, void *context, GError **error);

/* Removes the socket and drops every client.  NULL is allowed. */
void control_close(struct control *control);

/* Readable when control_step has something to do. */
int control_fd(const struct control *control);

/* Does what can be done without waiting. */
void control_step(struct control *control);

#endif
