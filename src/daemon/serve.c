/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service: passes until SIGTERM, woken by the mailbox or the clock;
 * SIGHUP swaps the configuration whole, or keeps the old one and says so.
 */
#include "config.h"

#include <stdio.h>

#include <poll.h>

#ifdef HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

#include "log.h"
#include "modes.h"
#include "service.h"
#include "signals.h"

/* After a failed pass: not at once, not never. */
#define RETRY_S 30u
/* Shorter than half of what systemd's unit allows between two signs of
 * life. */
#define STRETCH_S 120
/* A wait that ends so much before its time was woken. */
#define EARLY_US (200 * 1000)

static void
tell_systemd(const char *state)
{
#ifdef HAVE_SYSTEMD
	sd_notify(0, state);
#else
	(void)state;
#endif
}

/*
 * A wrong new configuration is refused, the old one stays.  The state
 * directory may be another one, so everything is opened anew; the result is
 * NULL when that failed.
 */
static struct service *
reload(struct service *service, const char *file, GError **error)
{
	struct conf *conf = mode_read_conf(file);

	if (conf == NULL) {
		log_line(LOG_LEVEL_ERROR,
		    "the new configuration is wrong: the old one stays");
		return service;
	}
	service_close(service);
	log_line(LOG_LEVEL_NOTICE, "configuration read again");
	service = service_open(conf, error);
	if (service != NULL)
		service->patient = true;
	return service;
}

static void
sleep_until_signal(unsigned seconds)
{
	struct pollfd pfd = { .fd = signals_fd(), .events = POLLIN };

	poll(&pfd, 1, (int)seconds * 1000);
}

/*
 * Waits for news for interval seconds, in stretches short enough for the
 * watchdog; a stretch that ends early is news, or a signal.
 */
static bool
wait_patiently(struct mailbox *mailbox, unsigned interval, GError **error)
{
	int64_t ends_us = g_get_monotonic_time() +
	    (int64_t)interval * G_USEC_PER_SEC;
	int64_t left_us;

	while ((left_us = ends_us - g_get_monotonic_time()) > 0) {
		unsigned stretch = (unsigned)MIN(STRETCH_S,
		    left_us / G_USEC_PER_SEC + 1);
		int64_t began_us = g_get_monotonic_time();

		service_alive();
		if (!mailbox->ops->wait(mailbox, signals_fd(), stretch,
			error))
			return false;
		if (g_get_monotonic_time() - began_us <
		    (int64_t)stretch * G_USEC_PER_SEC - EARLY_US)
			break;
	}
	return true;
}

static void
wait_for_news(struct service *service, bool ok)
{
	unsigned interval = service->conf->settings->poll_interval_s;
	g_autoptr(GError) error = NULL;

	service_alive();
	if (!ok) {
		sleep_until_signal(RETRY_S);
	} else if (!wait_patiently(service->links->mailbox, interval,
		&error)) {
		log_line(LOG_LEVEL_WARNING, "%s", error->message);
		sleep_until_signal(RETRY_S);
	}
	service_alive();
}

static bool
pass(struct service *service)
{
	g_autoptr(GError) error = NULL;

	if (service_pass(service, &error))
		return true;
	log_line(LOG_LEVEL_ERROR, "%s", error->message);
	return false;
}

/* Passes and waits until a signal ends it; false when a reload failed. */
static bool
work(struct service **service, const char *file, GError **error)
{
	while (!signals_stop()) {
		bool ok = pass(*service);

		if (!signals_stop())
			wait_for_news(*service, ok);
		signals_clear();
		if (signals_take_reload())
			*service = reload(*service, file, error);
		if (*service == NULL)
			return false;
	}
	return true;
}

int
mode_serve(const char *file)
{
	struct conf *conf = mode_read_conf(file);
	g_autoptr(GError) error = NULL;
	OWNED(service) service = NULL;
	bool ok;

	if (conf == NULL)
		return MODE_USAGE;
	service = service_open(conf, &error);
	ok = service != NULL && signals_install(&error);
	if (ok) {
		service->patient = true;
		tell_systemd("READY=1");
		ok = work(&service, file, &error);
		tell_systemd("STOPPING=1");
	}
	if (!ok)
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	return ok ? MODE_DONE : MODE_FAILED;
}
