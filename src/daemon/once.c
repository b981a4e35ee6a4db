/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --once and --once --dry-run: one full pass, told in French. */
#include <errno.h>
#include <stdio.h>

#include <glib/gstdio.h>

#include "error.h"
#include "log.h"
#include "modes.h"
#include "service.h"

static int
fail(const GError *error)
{
	fprintf(stderr, "asr-intaked: %s\n", error->message);
	return MODE_FAILED;
}

static void
print_summary(const struct service *service)
{
	printf("%u message(s) reçu(s), %u examiné(s), %u décidé(s), "
	    "%u illisible(s), %u réponse(s) envoyée(s)\n", service->fetched,
	    service->examined, service->settled, service->failed,
	    service->sent);
}

int
mode_once(const char *file)
{
	struct conf *conf = mode_read_conf(file);
	g_autoptr(GError) error = NULL;
	struct service *service;
	bool ok;

	if (conf == NULL)
		return MODE_USAGE;
	service = service_open(conf, &error);
	if (service == NULL)
		return fail(error);
	ok = service_pass(service, &error);
	print_summary(service);
	service_close(service);
	return ok ? MODE_DONE : fail(error);
}
