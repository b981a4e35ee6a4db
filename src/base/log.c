/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's log: see log.h. */
#include "log.h"

#include <stdbool.h>
#include <stdio.h>

void
log_line(enum log_level level, int64_t message, const char *format, ...)
{
	/* Set by systemd when stderr is connected to the journal. */
	bool journal = g_getenv("JOURNAL_STREAM") != NULL;
	g_autofree char *text = NULL;
	g_autofree char *who = message != 0 ?
	    g_strdup_printf("message %" G_GINT64_FORMAT ": ", message) :
	    g_strdup("");
	va_list ap;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	if (journal)
		fprintf(stderr, "<%d>%s%s\n", (int)level, who, text);
	else
		fprintf(stderr, "asr-intaked: %s%s\n", who, text);
}
