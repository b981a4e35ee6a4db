/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service: passes until SIGTERM, woken by the mailbox or the clock;
 * SIGHUP swaps the configuration whole, or keeps the old one and says so.
 */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

#ifdef HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

#include "error.h"
#include "log.h"
#include "modes.h"
#include "service.h"

/* After a failed pass: not at once, not never. */
#define RETRY_S 30u

/* A pass asks this between two messages; a signal handler sets it. */
static volatile int stop_requested;

static void
request_stop(int number)
{
	(void)number;
	stop_requested = 1;
}

static void
tell_systemd(const char *state)
{
#ifdef HAVE_SYSTEMD
	sd_notify(0, state);
#else
	(void)state;
#endif
}

static int
open_signals(void)
{
	struct sigaction action = { .sa_handler = request_stop };
	sigset_t wake;

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	sigemptyset(&wake);
	sigaddset(&wake, SIGHUP);
	sigaddset(&wake, SIGUSR1);
	sigprocmask(SIG_BLOCK, &wake, NULL);
	return signalfd(-1, &wake, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* True when SIGHUP came: read the configuration again. */
static bool
take_signals(int fd)
{
	struct signalfd_siginfo info;
	bool reload = false;

	while (read(fd, &info, sizeof(info)) == (ssize_t)sizeof(info))
		reload = reload || info.ssi_signo == SIGHUP;
	return reload;
}

/* A wrong new configuration is refused, the old one stays. */
static struct service *
reload(struct service *service, const char *file, GError **error)
{
	struct conf *conf = mode_read_conf(file);

	if (conf == NULL) {
		log_line(LOG_LEVEL_ERROR, "the new configuration is wrong: "
		    "the old one stays");
		return service;
	}
	service_close(service);
	log_line(LOG_LEVEL_NOTICE, "configuration read again");
	service = service_open(conf, error);
	if (service != NULL)
		service->stop = &stop_requested;
	return service;
}

static void
wait_for_news(struct service *service, int signals, bool ok)
{
	unsigned interval = service->conf->settings->poll_interval_s;
	g_autoptr(GError) error = NULL;

	if (!service->mailbox->ops->wait(service->mailbox, signals,
		ok ? interval : MAX(interval, RETRY_S), &error)) {
		log_line(LOG_LEVEL_WARNING, "%s", error->message);
		g_usleep((gulong)MIN(interval, RETRY_S) * G_USEC_PER_SEC);
	}
}

int
mode_serve(const char *file)
{
	struct conf *conf = mode_read_conf(file);
	g_autoptr(GError) error = NULL;
	struct service *service;
	int signals;

	if (conf == NULL)
		return MODE_USAGE;
	service = service_open(conf, &error);
	if (service == NULL) {
		fprintf(stderr, "asr-intaked: %s\n", error->message);
		return MODE_FAILED;
	}
	service->stop = &stop_requested;
	signals = open_signals();
	tell_systemd("READY=1");
	while (service != NULL && !stop_requested) {
		bool ok = service_pass(service, NULL);

		if (ok)
			tell_systemd("WATCHDOG=1");
		if (!stop_requested)
			wait_for_news(service, signals, ok);
		if (take_signals(signals))
			service = reload(service, file, &error);
	}
	tell_systemd("STOPPING=1");
	close(signals);
	if (service == NULL)
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	service_close(service);
	return error == NULL ? MODE_DONE : MODE_FAILED;
}
