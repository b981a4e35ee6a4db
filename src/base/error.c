/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project's one error domain: see error.h. */
#include "error.h"

G_DEFINE_QUARK(asr-error-quark, asr_error)

bool
error_errno(GError **error, int errno_value, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list ap;

	va_start(ap, format);
	what = g_strdup_vprintf(format, ap);
	va_end(ap);
	g_set_error(error, ASR_ERROR, ASR_ERROR_IO, "%s: %s", what,
	    g_strerror(errno_value));
	return false;
}

bool
error_set(GError **error, enum asr_error code, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	if (error != NULL && *error == NULL)
		*error = g_error_new_valist(ASR_ERROR, (int)code, format, ap);
	va_end(ap);
	return false;
}
