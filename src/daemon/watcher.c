/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The watcher: the one who holds the mailbox's secret.  It fetches what is
 * new into the spool, files on the server what is settled, and tells agents
 * what stands there; it opens no message.
 */
#include "log.h"
#include "worker.h"

/* A wait that ends so much before its time was woken. */
#define EARLY_US (200 * 1000)

static bool
pass(struct service *service, GError **error)
{
	static const struct step steps[] = {
		{ .run = step_fetch, .essential = true },
		{ .run = step_tidy },
	};
	g_autoptr(GError) problem = NULL;
	g_autoptr(GError) unnoted = NULL;
	bool ok;

	board_doing("looks for mail");
	ok = service_run(service, steps, G_N_ELEMENTS(steps), &problem);
	if (!reconcile_answer(service, problem, &unnoted))
		log_line(LOG_LEVEL_ERROR, "%s", unnoted->message);
	if (problem != NULL)
		g_propagate_error(error, g_steal_pointer(&problem));
	return ok;
}

/* In stretches, so that a connection that died silently shows. */
static bool
wait(struct service *service, unsigned seconds, bool calm, GError **error)
{
	struct mailbox *mailbox = service->links->mailbox;
	int bell = board_bell(DUTY_WATCHER);
	int64_t ends_us = g_get_monotonic_time() +
	    (int64_t)seconds * G_USEC_PER_SEC;
	int64_t left_us;

	board_doing(calm ? "waits for mail" : "waits to try again");
	if (!calm) {
		worker_sleep(seconds);
		return true;
	}
	while ((left_us = ends_us - g_get_monotonic_time()) > 0) {
		unsigned stretch = (unsigned)MIN(WORKER_STRETCH_S,
		    left_us / G_USEC_PER_SEC + 1);
		int64_t began_us = g_get_monotonic_time();

		board_alive();
		if (!mailbox->ops->wait(mailbox, bell, stretch, error))
			return false;
		if (g_get_monotonic_time() - began_us <
		    (int64_t)stretch * G_USEC_PER_SEC - EARLY_US)
			break;
	}
	return true;
}

const struct duty_ops watcher_ops = {
	.parts = SERVICE_MAILBOX | SERVICE_SPOOL,
	.pass = pass,
	.wait = wait,
};
