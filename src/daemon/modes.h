/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What asr-intaked can be started for; each returns the exit status. */
#ifndef ASR_MODES_H
#define ASR_MODES_H

#include <stdbool.h>

#include "conf.h"

enum mode_exit {
	MODE_DONE = 0,
	MODE_FAILED = 1,
	MODE_USAGE = 2, /* wrong usage or configuration */
};

/* --check: every problem of file, one line each. */
int mode_check(const char *file, bool connect);

/* --once: one full pass and a short French summary. */
int mode_once(const char *file);

/* --once --dry-run: what would be recorded and answered; nothing is
 * written, moved or sent outside a scratch folder that is removed. */
int mode_dry_run(const char *file);

/* --evaluate: the labelled messages of folder decided in a scratch folder,
 * and how right that was on stdout.  file may be NULL: the folder's own
 * configuration, else the usual one. */
int mode_evaluate(const char *file, const char *folder, bool json);

/* No flag: passes until SIGTERM; SIGHUP reads the configuration again. */
int mode_serve(const char *file);

/* Reads file; prints its errors and returns NULL when it has any. */
struct conf *mode_read_conf(const char *file);

#endif
