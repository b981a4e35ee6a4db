/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The courier: the one who holds the secret of the outgoing server.  It
 * sends the replies that are due; it reads no message.
 */
#include "worker.h"

static bool
pass(struct service *service, GError **error)
{
	static const struct step steps[] = {
		{ .run = step_send },
	};
	bool ok;

	board_doing("looks for replies");
	ok = service_run(service, steps, G_N_ELEMENTS(steps), error);
	if (service->tally.sent > 0)
		board_ring(DUTY_WATCHER);
	return ok;
}

/* No longer than until the next reply is due again. */
static bool
wait(struct service *service, unsigned seconds, bool calm, GError **error)
{
	int64_t due_at = 0, left = seconds;

	board_doing(calm ? "waits for replies" : "waits to try again");
	if (calm && !store_next_due(service->store, &due_at, error))
		return false;
	if (due_at != 0)
		left = CLAMP(due_at - service_now(), 1, (int64_t)seconds);
	worker_sleep((unsigned)left);
	return true;
}

const struct duty_ops courier_ops = {
	.parts = SERVICE_COURIER,
	.pass = pass,
	.wait = wait,
};
