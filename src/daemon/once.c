/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --once: one full pass, told in French. */
#include <stdio.h>
#include <unistd.h>

#include "modes.h"
#include "service.h"
#include "signals.h"
#include "summary.h"

static bool
run(struct conf *conf, GError **error)
{
	OWNED(service) service = service_open(conf, SERVICE_ALL, error);
	bool ok;

	if (service == NULL)
		return false;
	ok = signals_install(false, error) && service_pass(service, error);
	summary_print(&service->tally);
	return ok;
}

int
mode_once(const char *file)
{
	struct conf *conf = mode_read_conf(file);
	g_autoptr(GError) error = NULL;
	bool ok = false;
	int lock;

	if (conf == NULL)
		return MODE_USAGE;
	lock = service_lock(conf->settings->state_directory, &error);
	if (lock >= 0) {
		ok = run(conf, &error);
		close(lock);
	} else {
		conf_free(conf);
	}
	if (!ok)
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	return ok ? MODE_DONE : MODE_FAILED;
}
