/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Descriptors and who sees to them, for the registrar: its bell, the
 * control socket and its clients, a clock.  One epoll descriptor stands
 * for all of them, so that whoever waits for something else (examiners)
 * can wait for these too.
 */
#ifndef ASR_LOOP_H
#define ASR_LOOP_H

#include <stdbool.h>

#include <glib.h>

struct loop;

/* Called when fd is readable (or hung up); may add and remove, also
 * itself. */
typedef void (*loop_fn)(void *context, int fd);

struct loop *loop_new(GError **error);
/* Frees the loop, not the descriptors.  NULL is allowed. */
void loop_free(struct loop *loop);

/* fd stays the caller's, who removes it before closing it. */
bool loop_add(struct loop *loop, int fd, loop_fn handler, void *context,
    GError **error);
void loop_remove(struct loop *loop, int fd);

/* Readable when loop_dispatch has something to do. */
int loop_fd(const struct loop *loop);

/* Calls the handlers of what is readable now, waiting for the first at
 * most timeout_ms.  True when there was one. */
bool loop_dispatch(struct loop *loop, int timeout_ms);

#endif
