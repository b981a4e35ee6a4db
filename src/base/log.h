/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service's log: English lines for the administrator, on stderr, with
 * the priority prefix that systemd reads where stderr is the journal.
 * Only ids are named, never a person.
 */
#ifndef ASR_LOG_H
#define ASR_LOG_H

#include <stdint.h>

#include <glib.h>

enum log_level {
	LOG_LEVEL_ERROR = 3, /* syslog's numbers */
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7,
};

/* message: the row's id, or 0. */
void log_line(enum log_level level, int64_t message, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

#endif
