/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The supervisor: the process that systemd knows.  It reads no mail and
 * holds no secret; it starts the workers, starts them again with back-off
 * when they crash, ends them when they hang, and tells systemd.
 */
#ifndef ASR_SUPERVISOR_H
#define ASR_SUPERVISOR_H

#include "conf.h"

/*
 * A worker without a sign of life for so long hangs.  The longest single
 * command that gives none meanwhile takes half of it
 * (IMAP_COMMAND_TIMEOUT_S).
 */
#define WORKER_SILENCE_S 600

struct supervisor;

/* conf goes over.  NULL and *error; conf is freed then too. */
struct supervisor *supervisor_open(struct conf *conf, const char *file,
    GError **error);
void supervisor_close(struct supervisor *supervisor);

/* Until SIGTERM; false and *error when the workers could not be started. */
bool supervisor_run(struct supervisor *supervisor, GError **error);

#endif
