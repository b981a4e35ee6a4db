/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the service and the table of its steps: see service.h. */
#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "durable.h"
#include "error.h"
#include "links.h"
#include "log.h"

#define STATE_MODE 02750
#define LOCK_MODE 0640

static const struct step {
	const char *name;
	bool (*run)(struct service *service, GError **error);
} steps[] = {
	{ "fetch", step_fetch },
	{ "examine", step_examine },
	{ "decide", step_decide },
	{ "send", step_send },
};

int64_t
service_now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

bool
service_stopping(const struct service *service)
{
	return service->stop != NULL && *service->stop != 0;
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
	if (flock(service->lock_fd, LOCK_EX | LOCK_NB) != 0)
		return error_set(error, ASR_ERROR_BUSY,
		    "%s: another asr-intaked serves this directory", state);
	return true;
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
	service->mailbox = links_mailbox(settings, error);
	if (service->mailbox == NULL)
		return false;
	service->courier = links_courier(settings, error);
	return service->courier != NULL;
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
	if (service->courier != NULL)
		service->courier->ops->close(service->courier);
	if (service->mailbox != NULL)
		service->mailbox->ops->close(service->mailbox);
	spool_close(service->spool);
	store_close(service->store);
	conf_free(service->conf);
	if (service->lock_fd >= 0)
		close(service->lock_fd);
	g_free(service);
}

/* What readers and the monitoring plugin are told of a pass. */
static void
note_pass(struct service *service, bool ok, const char *what)
{
	g_autofree char *now = g_strdup_printf("%" G_GINT64_FORMAT,
	    service_now());

	store_set_note(service->store, "last-pass-at", now, NULL);
	if (ok)
		store_set_note(service->store, "last-success-at", now, NULL);
	store_set_note(service->store, "last-error", ok ? "" : what, NULL);
}

bool
service_pass(struct service *service, GError **error)
{
	GError *problem = NULL;

	service->fetched = service->examined = service->settled = 0;
	service->sent = service->failed = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(steps) && problem == NULL; i++) {
		if (service_stopping(service))
			break;
		if (!steps[i].run(service, &problem))
			log_line(LOG_LEVEL_ERROR, "%s: %s", steps[i].name,
			    problem->message);
	}
	note_pass(service, problem == NULL,
	    problem != NULL ? problem->message : NULL);
	if (problem == NULL)
		return true;
	g_propagate_error(error, problem);
	return false;
}
