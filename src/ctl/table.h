/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables for people: aligned by what a terminal shows, not by bytes;
 * fitted to its width; coloured only where colour is wanted, and never by
 * colour alone.
 */
#ifndef ASR_TABLE_H
#define ASR_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include <glib.h>

/* What a cell means; on a terminal also its colour. */
enum cell_sense {
	CELL_PLAIN,
	CELL_GOOD,
	CELL_BAD,
	CELL_WARNING,
	CELL_FAINT,
};

struct table;

/*
 * A table with these headings (NULL-terminated).  A heading may begin with
 * marks that are not shown: '<' for a column that may be cut with «…» when
 * the table is wider than the terminal, '~' for one that is left out where
 * cutting is not enough, those to the right first.
 */
struct table *table_new(const char *const *headings);
void table_free(struct table *table);

/* Begins a row; cells follow, at most one per heading. */
void table_row(struct table *table);
/* Adds a cell to the row; text NULL reads as "". */
void table_cell(struct table *table, enum cell_sense sense,
    const char *text);
void table_cell_format(struct table *table, enum cell_sense sense,
    const char *format, ...) G_GNUC_PRINTF(3, 4);

unsigned table_rows(const struct table *table);

/* Prints it.  width 0: as wide as it is. */
void table_print(const struct table *table, FILE *out, unsigned width,
    bool colour);

/* Columns that text takes on a terminal; colours take none. */
unsigned text_columns(const char *text);

/* text in the colour of sense, or plain; caller frees. */
char *text_coloured(const char *text, enum cell_sense sense, bool colour);

#endif
