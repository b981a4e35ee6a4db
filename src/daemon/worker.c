/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all workers have in common: see worker.h. */
#include "worker.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>

#include "log.h"
#include "modes.h"
#include "signals.h"

/* After a failed pass: at first soon, for a server that is restarted, then
 * twice as late each time, and no later than this. */
#define RETRY_FIRST_S 1u
#define RETRY_LONGEST_S 120u

static const struct duty_ops *const duties[] = {
	[DUTY_WATCHER] = &watcher_ops,
	[DUTY_REGISTRAR] = &registrar_ops,
	[DUTY_COURIER] = &courier_ops,
};

void
worker_sleep(unsigned seconds)
{
	struct pollfd pfd = { .fd = signals_fd(), .events = POLLIN };
	int64_t ends_us = g_get_monotonic_time() +
	    (int64_t)seconds * G_USEC_PER_SEC;
	int64_t left_us;

	while ((left_us = ends_us - g_get_monotonic_time()) > 0) {
		board_alive();
		if (poll(&pfd, 1, (int)MIN(left_us / 1000 + 1,
			WORKER_STRETCH_S * 1000)) != 0)
			return;
	}
}

/* Another duty's secrets are not for this process to know where. */
static void
forget_others(struct settings *settings, enum duty duty)
{
	if (duty != DUTY_WATCHER)
		g_clear_pointer(&settings->mailbox.password_file, g_free);
	if (duty != DUTY_COURIER)
		g_clear_pointer(&settings->smtp.password_file, g_free);
	if (duty == DUTY_REGISTRAR)
		g_clear_pointer(&settings->client_secret_file, g_free);
}

/* A line in the log for the first failure and for each other one. */
static bool
run_pass(struct service *service, enum duty duty)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(GError) unnoted = NULL;
	bool ok = duties[duty]->pass(service, &problem);

	if (signals_stop())
		return ok;
	if (!service_note(service, duty_name(duty), problem, &unnoted))
		log_line(LOG_LEVEL_ERROR, "%s: %s", duty_name(duty),
		    unnoted->message);
	if (!ok)
		log_line(LOG_LEVEL_ERROR, "%s: %s", duty_name(duty),
		    problem->message);
	return ok && unnoted == NULL;
}

/* Until the next pass; true when the wait went well. */
static bool
wait_for_work(struct service *service, enum duty duty, unsigned failures)
{
	unsigned interval = service->conf->settings->poll_interval_s;
	g_autoptr(GError) error = NULL;
	bool ok;

	if (failures > 0)
		interval = MIN(RETRY_FIRST_S << MIN(failures - 1, 16),
		    RETRY_LONGEST_S);
	ok = duties[duty]->wait(service, interval, failures == 0, &error);
	if (!ok)
		log_line(LOG_LEVEL_WARNING, "%s: %s", duty_name(duty),
		    error->message);
	signals_clear();
	return ok;
}

static void
work(struct service *service, enum duty duty)
{
	unsigned failures = 0;

	while (!signals_stop()) {
		failures = run_pass(service, duty) ? 0 : failures + 1;
		if (!signals_stop() &&
		    !wait_for_work(service, duty, failures))
			failures++;
	}
}

static void
become(enum duty duty)
{
	g_autofree char *name = g_strconcat("asr-", duty_name(duty), NULL);
	sigset_t none;

	prctl(PR_SET_NAME, name);
	log_set_process(duty_name(duty));
	board_take(duty);
	signals_install_worker(board_bell(duty), WORKER_GRACE_S);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

int
worker_run(enum duty duty, struct conf *conf)
{
	const struct duty_ops *ops = duties[duty];
	g_autoptr(GError) error = NULL;
	OWNED(service) service = NULL;

	become(duty);
	forget_others(conf->settings, duty);
	service = service_open(conf, ops->parts, &error);
	if (service == NULL ||
	    (ops->open != NULL && !ops->open(service, &error))) {
		log_line(LOG_LEVEL_ERROR, "%s: %s", duty_name(duty),
		    error->message);
		return MODE_FAILED;
	}
	service->patient = true;
	board_set_ready();
	work(service, duty);
	if (ops->close != NULL)
		ops->close(service);
	return MODE_DONE;
}
