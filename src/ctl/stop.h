/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Being told to stop (Ctrl-C, the end of a session) while copies of
 * personal data lie under a hidden name: the work ends as after any
 * failure, which removes them.
 */
#ifndef ASR_STOP_H
#define ASR_STOP_H

#include <stdbool.h>

#include <glib.h>

/* From here on SIGHUP, SIGINT and SIGTERM are noted and end nothing; one
 * that is ignored (nohup) stays so.  System calls that wait are cut off. */
void stop_watch(void);

/* False and *error (ASR_ERROR_FAILED) once one has come. */
bool stop_check(GError **error);

#endif
