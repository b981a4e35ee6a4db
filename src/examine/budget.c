/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one message may still cost: see budget.h. */
#include "budget.h"

#include <sys/time.h>

#include <glib.h>

bool
budget_has_time(const struct budget *budget)
{
	return g_get_monotonic_time() < budget->ends_at_us;
}

void
budget_watch(unsigned seconds)
{
	const struct itimerval once = { .it_value = { .tv_sec = seconds } };

	setitimer(ITIMER_PROF, &once, NULL); /* which fails only by EFAULT */
}
