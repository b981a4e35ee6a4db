/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptors and their handlers: see loop.h. */
#include "loop.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "error.h"

/* Handled in one round; what is left is readable in the next. */
#define EVENTS_MAX 16

struct watch {
	loop_fn handler;
	void *context;
};

struct loop {
	int epoll_fd;
	GHashTable *watches; /* fd → struct watch */
};

struct loop *
loop_new(GError **error)
{
	int fd = epoll_create1(EPOLL_CLOEXEC);
	struct loop *loop;

	if (fd < 0) {
		error_errno(error, errno, "epoll");
		return NULL;
	}
	loop = g_new0(struct loop, 1);
	loop->epoll_fd = fd;
	loop->watches = g_hash_table_new_full(g_direct_hash, g_direct_equal,
	    NULL, g_free);
	return loop;
}

void
loop_free(struct loop *loop)
{
	if (loop == NULL)
		return;
	close(loop->epoll_fd);
	g_hash_table_unref(loop->watches);
	g_free(loop);
}

bool
loop_add(struct loop *loop, int fd, loop_fn handler, void *context,
    GError **error)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
	struct watch *watch;

	if (epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0)
		return error_errno(error, errno, "epoll");
	watch = g_new0(struct watch, 1);
	watch->handler = handler;
	watch->context = context;
	g_hash_table_insert(loop->watches, GINT_TO_POINTER(fd), watch);
	return true;
}

void
loop_remove(struct loop *loop, int fd)
{
	epoll_ctl(loop->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
	g_hash_table_remove(loop->watches, GINT_TO_POINTER(fd));
}

int
loop_fd(const struct loop *loop)
{
	return loop->epoll_fd;
}

bool
loop_dispatch(struct loop *loop, int timeout_ms)
{
	struct epoll_event events[EVENTS_MAX];
	int count = epoll_wait(loop->epoll_fd, events, EVENTS_MAX,
	    timeout_ms);

	for (int i = 0; i < count; i++) {
		int fd = events[i].data.fd;
		/* An earlier handler may have removed this one. */
		const struct watch *found = g_hash_table_lookup(
		    loop->watches, GINT_TO_POINTER(fd));
		struct watch watch = found != NULL ? *found :
						     (struct watch){ 0 };

		if (watch.handler != NULL)
			watch.handler(watch.context, fd);
	}
	return count > 0;
}
