/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --once: one full pass, told in French. */
#include <stdio.h>

#include "modes.h"
#include "service.h"
#include "signals.h"
#include "summary.h"

int
mode_once(const char *file)
{
	struct conf *conf = mode_read_conf(file);
	g_autoptr(GError) error = NULL;
	OWNED(service) service = NULL;
	bool ok;

	if (conf == NULL)
		return MODE_USAGE;
	service = service_open(conf, &error);
	ok = service != NULL && signals_install(&error) &&
	    service_pass(service, &error);
	if (service != NULL)
		summary_print(&service->tally);
	if (!ok)
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	return ok ? MODE_DONE : MODE_FAILED;
}
