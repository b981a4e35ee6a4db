/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a CSV text: RFC 4180's quoting with ";" between cells. */
#ifndef ASR_CSV_H
#define ASR_CSV_H

#include <glib.h>

/*
 * The next record of *text_r, which moves past it; *line_r counts the
 * lines passed, so that it names the record's first line before and the
 * next one's after.  Blank lines are skipped.  NULL at the end.  Cells are
 * trimmed; free with g_strfreev.
 */
char **csv_next(const char **text_r, unsigned *line_r);

#endif
