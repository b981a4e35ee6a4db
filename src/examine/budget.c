/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one message may still cost: see budget.h. */
#include "budget.h"

#include <glib.h>

bool
budget_has_time(const struct budget *budget)
{
	return g_get_monotonic_time() < budget->ends_at_us;
}
