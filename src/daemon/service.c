/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the service and the table of its steps: see service.h. */
#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "act.h"
#include "durable.h"
#include "error.h"
#include "signals.h"

#define STATE_MODE 0750
#define LOCK_MODE 0640

static const struct step all_steps[] = {
	{ .run = step_shred },
	{ .run = step_fetch },
	{ .run = step_examine, .essential = true },
	{ .run = step_decide },
	{ .run = step_remind },
	{ .run = step_send },
	{ .run = step_tidy },
};

int64_t
service_now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

int64_t
service_clock(void)
{
	return g_get_monotonic_time() / G_USEC_PER_SEC;
}

int
service_clock_wrong_by(void)
{
	static bool asked;
	static int64_t first;
	struct timespec up; /* since the start of the machine, asleep too */
	int64_t difference, hours;

	clock_gettime(CLOCK_BOOTTIME, &up);
	difference = service_now() - up.tv_sec;
	if (!asked)
		first = difference;
	asked = true;
	hours = (difference - first) / 3600;
	return ABS(hours) < CLOCK_TRUST_HOURS ? 0 : (int)hours;
}

int
service_lock(const char *state_directory, GError **error)
{
	g_autofree char *path = g_build_filename(state_directory, "lock",
	    NULL);
	int fd;

	if (!durable_mkdir(state_directory, STATE_MODE, error))
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, LOCK_MODE);
	if (fd < 0) {
		error_errno(error, errno, "%s", path);
		return -1;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	close(fd);
	error_set(error, ASR_ERROR_BUSY,
	    "%s: another asr-intaked works on this directory",
	    state_directory);
	return -1;
}

static bool
open_all(struct service *service, unsigned parts, GError **error)
{
	const struct settings *settings = service->conf->settings;
	const char *state = settings->state_directory;

	service->store = store_open(state, error);
	if (service->store == NULL ||
	    !act_apply_rulings(service->conf, service->store, error))
		return false;
	service->spool = (parts & SERVICE_SPOOL) != 0 ?
	    spool_open(state, error) : spool_open_readonly(state);
	if (service->spool == NULL)
		return false;
	service->links = links_open(settings,
	    (parts & SERVICE_MAILBOX) != 0, (parts & SERVICE_COURIER) != 0,
	    error);
	return service->links != NULL;
}

struct service *
service_open(struct conf *conf, unsigned parts, GError **error)
{
	struct service *service = g_new0(struct service, 1);

	service->conf = conf;
	if (open_all(service, parts, error))
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
	loop_free(service->loop);
	g_free(service);
}

static bool
note_failure(struct service *service, const char *who, const char *what,
    GError **error)
{
	g_autofree char *now = g_strdup_printf("%" G_GINT64_FORMAT,
	    service_now());
	g_autofree char *at = g_strconcat(STORE_FAILED_AT, who, NULL);
	g_autofree char *text = g_strconcat(STORE_ERROR, who, NULL);

	return store_set_note(service->store, at, now, error) &&
	    store_set_note(service->store, text, what, error);
}

/* A good pass leaves no row, but for an old failure that it ends. */
static bool
note_success(struct service *service, const char *who, GError **error)
{
	g_autofree char *text = g_strconcat(STORE_ERROR, who, NULL);
	g_autofree char *last = store_note(service->store, text, NULL);

	if (last != NULL && last[0] != '\0' &&
	    !store_set_note(service->store, text, "", error))
		return false;
	return store_stamp_success(service->store, who, error);
}

bool
service_note(struct service *service, const char *who,
    const GError *problem, GError **error)
{
	return problem == NULL ? note_success(service, who, error) :
	    note_failure(service, who, problem->message, error);
}

bool
service_note_certificate(struct service *service, const char *who,
    int64_t ends_at, GError **error)
{
	g_autofree char *name = g_strconcat(STORE_CERTIFICATE_END, who,
	    NULL);
	g_autofree char *now = g_strdup_printf("%" G_GINT64_FORMAT, ends_at);
	g_autofree char *before = store_note(service->store, name, NULL);

	if (ends_at == 0 || g_strcmp0(now, before) == 0)
		return true;
	return store_set_note(service->store, name, now, error);
}

bool
service_run(struct service *service, const struct step *steps, size_t count,
    GError **error)
{
	g_autoptr(GError) first = NULL;
	bool skip = false;

	memset(&service->tally, 0, sizeof(service->tally));
	for (size_t i = 0; i < count; i++) {
		g_autoptr(GError) problem = NULL;
		bool ok = skip || signals_stop() ||
		    steps[i].run(service, &problem);

		skip = !ok && steps[i].essential;
		if (first == NULL)
			first = g_steal_pointer(&problem);
	}
	if (first == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&first));
	return false;
}

/* One process did the duty of all workers. */
static bool
note_all(struct service *service, const GError *problem, GError **error)
{
	static const char *const workers[] = STORE_WORKERS;

	for (size_t i = 0; i < G_N_ELEMENTS(workers); i++) {
		if (!service_note(service, workers[i], problem, error))
			return false;
	}
	return true;
}

bool
service_pass(struct service *service, GError **error)
{
	g_autoptr(GError) problem = NULL;

	if (service_run(service, all_steps, G_N_ELEMENTS(all_steps),
		&problem))
		return signals_stop() || note_all(service, NULL, error);
	note_all(service, problem, NULL);
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}
