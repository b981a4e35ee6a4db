/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shred: what was erased leaves the disk.  An erasure is committed with a
 * note of it; this step does the rest, at once or after a crash.
 */
#include "erase.h"
#include "error.h"
#include "log.h"
#include "service.h"

static bool
shred(struct service *service, GError **error)
{
	g_autoptr(GPtrArray) sums = store_to_shred(service->store, error);

	for (unsigned i = 0; sums != NULL && i < sums->len; i++) {
		if (!spool_remove(service->spool, sums->pdata[i], error))
			return false;
	}
	if (sums == NULL || !store_shred(service->store, sums, error))
		return false;
	log_line(LOG_LEVEL_INFO, "%u raw messages removed, the database "
	    "written anew", sums->len);
	return true;
}

/* A reader who keeps the log from being emptied is soon gone. */
bool
step_shred(struct service *service, GError **error)
{
	g_autoptr(GError) problem = NULL;
	bool due = false;

	if (!store_shred_due(service->store, &due, error))
		return false;
	if (!due || shred(service, &problem))
		return true;
	if (g_error_matches(problem, ASR_ERROR, ASR_ERROR_BUSY)) {
		log_line(LOG_LEVEL_WARNING, "%s", problem->message);
		return true;
	}
	g_propagate_prefixed_error(error, g_steal_pointer(&problem),
	    "erasing: ");
	return false;
}
