/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No flag: the service, until SIGTERM. */
#include <stdio.h>

#include "modes.h"
#include "supervisor.h"

int
mode_serve(const char *file)
{
	struct conf *conf = mode_read_conf(file);
	g_autoptr(GError) error = NULL;
	struct supervisor *supervisor;
	bool ok;

	if (conf == NULL)
		return MODE_USAGE;
	supervisor = supervisor_open(conf, file, &error);
	ok = supervisor != NULL && supervisor_run(supervisor, &error);
	supervisor_close(supervisor);
	if (!ok)
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	return ok ? MODE_DONE : MODE_FAILED;
}
