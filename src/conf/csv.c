/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a CSV text: see csv.h. */
#include "csv.h"

#include <stdbool.h>
#include <string.h>

#define SEPARATOR ';'

static bool
ends_cell(char c)
{
	return c == SEPARATOR || c == '\n' || c == '\0';
}

static void
skip_blanks(struct csv *csv)
{
	while (*csv->at == ' ' || *csv->at == '\t')
		csv->at++;
}

/* Up to the end of the cell. */
static void
read_bare(struct csv *csv, GString *cell)
{
	for (; !ends_cell(*csv->at); csv->at++) {
		if (*csv->at == '"' && csv->problem == NULL)
			csv->problem = "a quote within a cell that does not "
				       "begin with one";
		g_string_append_c(cell, *csv->at);
	}
}

/* From the opening quote to the end of the cell; "" is a quote. */
static void
read_quoted(struct csv *csv, GString *cell)
{
	bool closed = false;

	for (csv->at++; *csv->at != '\0' && !closed; csv->at++) {
		if (*csv->at == '"' && csv->at[1] != '"') {
			closed = true;
			continue;
		}
		csv->at += *csv->at == '"';
		csv->next_line += *csv->at == '\n';
		g_string_append_c(cell, *csv->at);
	}
	skip_blanks(csv);
	if (!closed)
		csv->problem = "a quote that is never closed";
	if (ends_cell(*csv->at))
		return;
	csv->problem = "text after a closing quote";
	read_bare(csv, cell);
}

char **
csv_next(struct csv *csv)
{
	g_autoptr(GStrvBuilder) cells = g_strv_builder_new();
	bool more = true;

	for (; g_ascii_isspace(*csv->at); csv->at++)
		csv->next_line += *csv->at == '\n';
	csv->line = csv->next_line;
	csv->problem = NULL;
	if (*csv->at == '\0')
		return NULL;
	while (more) {
		g_autoptr(GString) cell = g_string_new(NULL);

		skip_blanks(csv);
		if (*csv->at == '"')
			read_quoted(csv, cell);
		else
			read_bare(csv, cell);
		g_strv_builder_add(cells, g_strstrip(cell->str));
		more = *csv->at == SEPARATOR;
		csv->at += more;
	}
	return g_strv_builder_end(cells);
}
