/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The project's one error domain.  Functions that can fail return false
 * or NULL and set a GError once, at the place that knows what happened;
 * callers wrap it with g_prefix_error at most once on the way up.
 * Nothing below daemon/ and ctl/ prints.
 */
#ifndef ASR_ERROR_H
#define ASR_ERROR_H

#include <stdbool.h>

#include <glib.h>

#define ASR_ERROR (asr_error_quark())

enum asr_error {
	ASR_ERROR_FAILED,  /* could not be done; the message says why */
	ASR_ERROR_CONFIG,  /* configuration: names file, section, key */
	ASR_ERROR_USAGE,   /* wrong command line */
	ASR_ERROR_IO,      /* a file, pipe or disk */
	ASR_ERROR_FORMAT,  /* malformed input; names where */
	ASR_ERROR_LIMIT,   /* a named limit was passed */
	ASR_ERROR_TIMEOUT, /* too slow */
	ASR_ERROR_NETWORK, /* connection, TLS, protocol: try again later */
	ASR_ERROR_REFUSED, /* a server or a rule said no: do not try again */
	ASR_ERROR_LOGIN,   /* a server refused who we are: as REFUSED */
	ASR_ERROR_BUSY,    /* another process holds it */
	ASR_ERROR_SCHEMA,  /* database of a newer version */
};

GQuark asr_error_quark(void);

/*
 * Sets *error (may be NULL) from errno_value, as "WHAT: strerror".
 * Always returns false, so that `return error_errno(...)` reads well.
 */
bool error_errno(GError **error, int errno_value, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Sets *error with code and text; always returns false. */
bool error_set(GError **error, enum asr_error code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

#endif
