/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines for the journal, or on stderr as "PROGRAM: text" for a person.  A
 * line names a message by its row and a dossier by its reference, never a
 * candidate, an address or a text of the mail.
 *
 * The journal gets fields beside the text: ASR_MESSAGE, ASR_DOSSIER, and
 * ASR_PROCESS, so that `journalctl ASR_MESSAGE=17` tells the way of one
 * message.  Where its socket cannot be reached, the line goes to stderr
 * with the priority prefix of sd-daemon(3).
 */
#ifndef ASR_LOG_H
#define ASR_LOG_H

#include <stdint.h>

#include <glib.h>

/* The values are those of syslog(3) and sd-daemon(3). */
enum log_level {
	LOG_LEVEL_ERROR = 3,
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_NOTICE = 5,
	LOG_LEVEL_INFO = 6, /* for the journal alone */
};

/* Longer lines are cut, at a character: the journal splits them otherwise. */
#define LOG_LINE_BYTES_MAX 2000u

/* One line; line ends and control characters in it become spaces, bytes that
 * are no UTF-8 U+FFFD: the journal would show no text but a blob. */
void log_line(enum log_level level, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* The same about a message's row in the store. */
void log_message(enum log_level level, int64_t message, const char *format,
    ...) G_GNUC_PRINTF(3, 4);

/* The same, and about a dossier by its reference. */
void log_dossier(enum log_level level, int64_t message,
    const char *reference, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* The name of this process in the journal; a static text. */
void log_set_process(const char *name);

/* Another socket than the system's, for tests; a static text. */
void log_set_journal(const char *path);

#endif
