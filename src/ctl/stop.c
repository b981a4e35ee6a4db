/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Told to stop: see stop.h. */
#include "stop.h"

#include <signal.h>

#include "error.h"

static volatile sig_atomic_t asked;

static void
note(int number)
{
	(void)number;
	asked = 1;
}

void
stop_watch(void)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };
	const struct sigaction action = { .sa_handler = note };

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		struct sigaction old;

		if (sigaction(numbers[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
}

bool
stop_check(GError **error)
{
	return asked == 0 || error_set(error, ASR_ERROR_FAILED,
	    "interrompu");
}
