/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The registrar: the one who decides.  It hands messages to examiners,
 * records what their reports lead to and queues replies; it opens no
 * network connection and holds no secret.
 *
 * Whatever else it must listen to is added to service->loop in
 * open_registrar: handlers are called between passes and while examiners
 * work, never within a transaction.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "act.h"
#include "confine.h"
#include "control.h"
#include "erase.h"
#include "error.h"
#include "log.h"
#include "signals.h"
#include "worker.h"

/* The board is told so often, whatever the loop waits for. */
#define TICK_S 30

static int tick_fd = -1;
static struct control *control; /* NULL: none */

static void
on_bell(void *context, int fd)
{
	(void)context;
	(void)fd;
	signals_clear(); /* who waits in the loop has been woken */
}

static void
on_tick(void *context, int fd)
{
	uint64_t ticks;

	(void)context;
	if (read(fd, &ticks, sizeof(ticks)) > 0)
		board_alive();
}

static bool
add_ticks(struct loop *loop, GError **error)
{
	const struct itimerspec every = { .it_interval = { .tv_sec = TICK_S },
		.it_value = { .tv_sec = TICK_S } };

	tick_fd = timerfd_create(CLOCK_MONOTONIC,
	    TFD_CLOEXEC | TFD_NONBLOCK);
	if (tick_fd < 0 || timerfd_settime(tick_fd, 0, &every, NULL) != 0)
		return error_errno(error, errno, "timerfd");
	return loop_add(loop, tick_fd, on_tick, NULL, error);
}

/* What an act erased leaves the disk before the agent is told so. */
static void
shred_now(struct service *service, struct answer *answer)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *said = answer->text;
	bool due = true;

	if (!step_shred(service, &problem) ||
	    !store_shred_due(service->store, &due, &problem))
		log_line(LOG_LEVEL_ERROR, "%s", problem->message);
	answer->text = due ? g_strconcat(said, " Les traces sur le disque "
	    "disparaîtront au prochain passage du service.", NULL) :
	    g_steal_pointer(&said);
}

/* Only the watcher can look: asrctl waits for what it writes down. */
static struct answer *
ask_watcher(struct service *service)
{
	g_autoptr(GError) error = NULL;

	if (!reconcile_ask(service, &error))
		return answer_new(ANSWER_FAILED, error->message);
	board_ring(DUTY_WATCHER);
	return answer_new(ANSWER_DONE, "La comparaison est demandée.");
}

/* Between passes and while examiners work: no transaction is open. */
static void
on_request(void *context, const struct caller *caller,
    const struct request *request, struct answer **answer_r)
{
	struct service *service = context;

	if (strcmp(request->act, REQUEST_RECONCILE) == 0) {
		*answer_r = ask_watcher(service);
		return;
	}
	*answer_r = act_answer(service->conf, service->store, caller, request);
	if ((*answer_r)->act == 0)
		return;
	board_ring(DUTY_COURIER);
	shred_now(service, *answer_r);
}

static void
on_control(void *context, int fd)
{
	(void)context;
	(void)fd;
	control_step(control);
}

/* Without it agents can read and not act; the mail goes on all the same. */
static bool
open_control(struct service *service, GError **error)
{
	const struct settings *settings = service->conf->settings;
	g_autoptr(GError) problem = NULL;
	struct stat st;

	/* The group that may read the database may ask us. */
	if (stat(settings->state_directory, &st) != 0)
		return error_errno(error, errno, "%s",
		    settings->state_directory);
	control = control_open(settings->control_socket, st.st_gid,
	    on_request, service, &problem);
	if (control != NULL)
		return loop_add(service->loop, control_fd(control),
		    on_control, NULL, error);
	log_line(LOG_LEVEL_WARNING, "no control socket, agents cannot act: "
	    "%s", problem->message);
	return true;
}

static void
close_registrar(struct service *service)
{
	(void)service;
	control_close(control);
	control = NULL;
}

static bool
open_registrar(struct service *service, GError **error)
{
	service->loop = loop_new(error);
	return service->loop != NULL && confine_no_network(error) &&
	    loop_add(service->loop, board_bell(DUTY_REGISTRAR), on_bell,
		NULL, error) &&
	    add_ticks(service->loop, error) && open_control(service, error);
}

static bool
pass(struct service *service, GError **error)
{
	static const struct step steps[] = {
		{ .run = step_shred },
		{ .run = step_examine, .essential = true },
		{ .run = step_decide },
		{ .run = step_remind },
	};
	const struct tally *tally = &service->tally;
	unsigned settled = 0;
	bool ok;

	board_doing("at work");
	ok = service_run(service, steps, G_N_ELEMENTS(steps), error);
	for (unsigned i = 0; i < OUTCOME_COUNT; i++)
		settled += tally->settled[i];
	if (settled > 0)
		board_ring(DUTY_WATCHER);
	return ok;
}

/* Until anything comes in: a command, like the bell, may lead to work. */
static bool
wait(struct service *service, unsigned seconds, bool calm, GError **error)
{
	(void)error;
	board_doing(calm ? "waits for messages" : "waits to try again");
	loop_dispatch(service->loop, (int)MIN(seconds, TICK_S) * 1000);
	return true;
}

const struct duty_ops registrar_ops = {
	.open = open_registrar,
	.pass = pass,
	.wait = wait,
	.close = close_registrar,
};
