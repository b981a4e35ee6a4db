/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the service and the table of its steps: see service.h. */
#include "service.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#ifdef HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

#include "durable.h"
#include "error.h"
#include "signals.h"

#define STATE_MODE 02750
#define LOCK_MODE 0640

static const struct step {
	bool (*run)(struct service *service, GError **error);
	/* The next one must not begin when this one failed: decisions are
	 * made in order of reception, so all must be examined first. */
	bool essential;
} steps[] = {
	{ .run = step_fetch },
	{ .run = step_examine, .essential = true },
	{ .run = step_decide },
	{ .run = step_send },
};

int64_t
service_now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

void
service_alive(void)
{
#ifdef HAVE_SYSTEMD
	sd_notify(0, "WATCHDOG=1");
#endif
}

/* One service per state directory: two would answer twice. */
static bool
take_lock(struct service *service, GError **error)
{
	const char *state = service->conf->settings->state_directory;
	g_autofree char *path = g_build_filename(state, "lock", NULL);

	if (!durable_mkdir(state, STATE_MODE, error))
		return false;
	service->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC,
	    LOCK_MODE);
	if (service->lock_fd < 0)
		return error_errno(error, errno, "%s", path);
	if (flock(service->lock_fd, LOCK_EX | LOCK_NB) == 0)
		return true;
	return error_set(error, ASR_ERROR_BUSY,
	    "%s: another asr-intaked works on this directory", state);
}

static bool
open_all(struct service *service, GError **error)
{
	const struct settings *settings = service->conf->settings;

	if (!take_lock(service, error))
		return false;
	service->store = store_open(settings->state_directory, error);
	if (service->store == NULL)
		return false;
	service->spool = spool_open(settings->state_directory, error);
	if (service->spool == NULL)
		return false;
	service->links = links_open(settings, error);
	return service->links != NULL;
}

struct service *
service_open(struct conf *conf, GError **error)
{
	struct service *service = g_new0(struct service, 1);

	service->conf = conf;
	service->lock_fd = -1;
	if (open_all(service, error))
		return service;
	service_close(service);
	return NULL;
}

void
service_close(struct service *service)
{
	if (service == NULL)
		return;
	links_close(service->links);
	spool_close(service->spool);
	store_close(service->store);
	conf_free(service->conf);
	if (service->lock_fd >= 0)
		close(service->lock_fd);
	g_free(service);
}

/* What readers and the monitoring plugin are told of a failed pass. */
static void
note_failure(struct service *service, const char *what)
{
	g_autofree char *now = g_strdup_printf("%" G_GINT64_FORMAT,
	    service_now());

	store_set_note(service->store, "last-failure-at", now, NULL);
	store_set_note(service->store, "last-error", what, NULL);
}

/* A good pass leaves no row, but for an old failure that it ends. */
static bool
note_success(struct service *service, GError **error)
{
	g_autofree char *last = store_note(service->store, "last-error",
	    NULL);

	if (last != NULL && last[0] != '\0' &&
	    !store_set_note(service->store, "last-error", "", error))
		return false;
	return store_stamp_success(service->store, error);
}

bool
service_pass(struct service *service, GError **error)
{
	g_autoptr(GError) first = NULL;
	bool skip = false;

	memset(&service->tally, 0, sizeof(service->tally));
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		g_autoptr(GError) problem = NULL;
		bool ok = skip || signals_stop() ||
		    steps[i].run(service, &problem);

		skip = !ok && steps[i].essential;
		if (first == NULL)
			first = g_steal_pointer(&problem);
	}
	if (first == NULL)
		return signals_stop() || note_success(service, error);
	note_failure(service, first->message);
	g_propagate_error(error, g_steal_pointer(&first));
	return false;
}
