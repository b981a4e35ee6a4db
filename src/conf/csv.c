/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a CSV text: see csv.h. */
#include "csv.h"

#include <stdbool.h>
#include <string.h>

#define SEPARATOR ';'

/* One cell from p on; *line_r counts line ends within quotes. */
static const char *
read_cell(const char *p, GString *cell, unsigned *line_r)
{
	bool quoted = false;

	while (*p == ' ' || *p == '\t')
		p++;
	for (; *p != '\0'; p++) {
		if (*p == '"' && quoted && p[1] == '"') {
			g_string_append_c(cell, *p++);
		} else if (*p == '"') {
			quoted = !quoted;
		} else if (!quoted && (*p == SEPARATOR || *p == '\n')) {
			break;
		} else {
			*line_r += *p == '\n';
			g_string_append_c(cell, *p);
		}
	}
	return p;
}

static const char *
skip_blank(const char *p, unsigned *line_r)
{
	for (; *p == '\n' || *p == '\r' || *p == ' ' || *p == '\t'; p++)
		*line_r += *p == '\n';
	return p;
}

char **
csv_next(const char **text_r, unsigned *line_r)
{
	const char *p = skip_blank(*text_r, line_r);
	g_autoptr(GStrvBuilder) cells = g_strv_builder_new();
	bool more = *p != '\0';

	if (!more) {
		*text_r = p;
		return NULL;
	}
	while (more) {
		g_autoptr(GString) cell = g_string_new(NULL);

		p = read_cell(p, cell, line_r);
		g_strv_builder_add(cells, g_strstrip(cell->str));
		more = *p == SEPARATOR;
		p += more;
	}
	*text_r = p;
	return g_strv_builder_end(cells);
}
