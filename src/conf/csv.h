/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a CSV text: RFC 4180 with ";" between cells. */
#ifndef ASR_CSV_H
#define ASR_CSV_H

#include <glib.h>

/* A text being read; begin with .at = text and .next_line = 1. */
struct csv {
	const char *at;
	unsigned next_line;
	unsigned line;       /* the last record's first line */
	const char *problem; /* what is wrong in it, or NULL */
};

/*
 * The next record's cells, trimmed; blank lines are skipped.  NULL at the
 * end; free with g_strfreev.  A record with wrong quotes is read as well
 * as can be, and problem says what is wrong.
 */
char **csv_next(struct csv *csv);

#endif
