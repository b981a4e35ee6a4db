/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables for people: see table.h. */
#include "table.h"

#include <string.h>

/* Between two columns. */
#define GAP 2
/* No column is cut below this, or nothing could be read in it. */
#define NARROWEST 8
/* Below this a column is cut only when there is none left to spare. */
#define NARROW 16

struct cell {
	char *text;
	unsigned columns;
	enum cell_sense sense;
};

struct table {
	GPtrArray *headings; /* char *, '<' removed */
	GArray *elastic;     /* bool */
	GArray *spare;       /* bool: may be left out */
	GPtrArray *rows;     /* GPtrArray of struct cell */
};

/* SGR codes by sense; NULL: none. */
static const char *const colours[] = {
	[CELL_PLAIN] = NULL,
	[CELL_GOOD] = "32",
	[CELL_BAD] = "1;31",
	[CELL_WARNING] = "33",
	[CELL_FAINT] = "2",
};

static void
cell_free(void *pointer)
{
	struct cell *cell = pointer;

	g_free(cell->text);
	g_free(cell);
}

static void
row_free(void *row)
{
	g_ptr_array_unref(row);
}

struct table *
table_new(const char *const *headings)
{
	struct table *table = g_new0(struct table, 1);

	table->headings = g_ptr_array_new_with_free_func(g_free);
	table->elastic = g_array_new(FALSE, FALSE, sizeof(bool));
	table->spare = g_array_new(FALSE, FALSE, sizeof(bool));
	table->rows = g_ptr_array_new_with_free_func(row_free);
	for (; *headings != NULL; headings++) {
		const char *heading = *headings + strspn(*headings, "<~");
		bool elastic = memchr(*headings, '<',
		    (size_t)(heading - *headings)) != NULL;
		bool spare = memchr(*headings, '~',
		    (size_t)(heading - *headings)) != NULL;

		g_ptr_array_add(table->headings, g_strdup(heading));
		g_array_append_val(table->elastic, elastic);
		g_array_append_val(table->spare, spare);
	}
	return table;
}

void
table_free(struct table *table)
{
	if (table == NULL)
		return;
	g_ptr_array_unref(table->headings);
	g_array_unref(table->elastic);
	g_array_unref(table->spare);
	g_ptr_array_unref(table->rows);
	g_free(table);
}

void
table_row(struct table *table)
{
	g_ptr_array_add(table->rows,
	    g_ptr_array_new_with_free_func(cell_free));
}

void
table_cell(struct table *table, enum cell_sense sense, const char *text)
{
	GPtrArray *row = table->rows->pdata[table->rows->len - 1];
	struct cell *cell = g_new0(struct cell, 1);

	g_assert(row->len < table->headings->len);
	cell->text = g_strdup(text != NULL ? text : "");
	g_strdelimit(cell->text, "\n\r\t", ' ');
	cell->columns = text_columns(cell->text);
	cell->sense = sense;
	g_ptr_array_add(row, cell);
}

void
table_cell_format(struct table *table, enum cell_sense sense,
    const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list ap;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	table_cell(table, sense, text);
}

unsigned
table_rows(const struct table *table)
{
	return table->rows->len;
}

static unsigned
letter_columns(gunichar letter)
{
	if (letter >= ' ' && letter <= '~')
		return 1;
	if (g_unichar_iszerowidth(letter) || g_unichar_iscntrl(letter))
		return 0;
	return g_unichar_iswide(letter) ? 2 : 1;
}

unsigned
text_columns(const char *text)
{
	unsigned columns = 0;

	for (; *text >= ' ' && *text <= '~'; text++)
		columns++;
	for (; *text != '\0'; text = g_utf8_next_char(text))
		columns += letter_columns(g_utf8_get_char(text));
	return columns;
}

char *
text_coloured(const char *text, enum cell_sense sense, bool colour)
{
	if (!colour || colours[sense] == NULL)
		return g_strdup(text);
	return g_strdup_printf("\033[%sm%s\033[0m", colours[sense], text);
}

/* The natural width of each column. */
static unsigned *
measure(const struct table *table)
{
	unsigned *widths = g_new0(unsigned, table->headings->len);

	for (unsigned c = 0; c < table->headings->len; c++)
		widths[c] = text_columns(table->headings->pdata[c]);
	for (unsigned r = 0; r < table->rows->len; r++) {
		GPtrArray *row = table->rows->pdata[r];

		for (unsigned c = 0; c < row->len; c++) {
			const struct cell *cell = row->pdata[c];

			widths[c] = MAX(widths[c], cell->columns);
		}
	}
	return widths;
}

/* The widest column that may still be cut, or -1. */
static int
widest_elastic(const struct table *table, const unsigned *widths)
{
	int widest = -1;

	for (unsigned c = 0; c < table->headings->len; c++) {
		if (!g_array_index(table->elastic, bool, c) ||
		    widths[c] <= NARROWEST)
			continue;
		if (widest < 0 || widths[c] > widths[widest])
			widest = (int)c;
	}
	return widest;
}

/* The columns of a line; one of width 0 is left out, and its gap. */
static unsigned
total_of(const struct table *table, const unsigned *widths)
{
	unsigned total = 0;

	for (unsigned c = 0; c < table->headings->len; c++) {
		if (widths[c] > 0)
			total += widths[c] + (total > 0 ? GAP : 0);
	}
	return total;
}

/* As narrow as cutting should make it while there are columns to spare. */
static unsigned
narrow(const struct table *table, const unsigned *widths)
{
	g_autofree unsigned *cut_widths = g_memdup2(widths,
	    table->headings->len * sizeof(*widths));

	for (unsigned c = 0; c < table->headings->len; c++) {
		if (g_array_index(table->elastic, bool, c))
			cut_widths[c] = MIN(cut_widths[c], NARROW);
	}
	return total_of(table, cut_widths);
}

static void
leave_out(const struct table *table, unsigned *widths, unsigned available)
{
	for (unsigned c = table->headings->len; c > 0 &&
	    narrow(table, widths) > available; c--) {
		if (g_array_index(table->spare, bool, c - 1))
			widths[c - 1] = 0;
	}
}

static void
fit(const struct table *table, unsigned *widths, unsigned available)
{
	unsigned total;

	leave_out(table, widths, available);
	total = total_of(table, widths);
	while (total > available) {
		int widest = widest_elastic(table, widths);

		if (widest < 0)
			return;
		widths[widest]--;
		total--;
	}
}

/* text cut to width columns, «…» marking the cut. */
static char *
cut(const char *text, unsigned width)
{
	GString *out;
	unsigned columns = 0;

	if (text_columns(text) <= width)
		return g_strdup(text);
	out = g_string_new(NULL);
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		unsigned more = letter_columns(g_utf8_get_char(text));

		if (columns + more > width - 1)
			break;
		columns += more;
		g_string_append_unichar(out, g_utf8_get_char(text));
	}
	g_string_append(out, "…");
	return g_string_free(out, FALSE);
}

/* A cell as it is, where neither cut nor colour is called for: most are. */
static void
print_plain(FILE *out, const char *text, unsigned pad)
{
	fputs(text, out);
	for (; pad > 0; pad--)
		putc_unlocked(' ', out);
}

static void
print_cell(FILE *out, const char *text, unsigned columns,
    enum cell_sense sense, unsigned width, bool last, bool colour)
{
	g_autofree char *short_text = NULL;
	g_autofree char *shown = NULL;
	unsigned pad;

	if (width == 0)
		return;
	if (columns <= width && !colour) {
		print_plain(out, text, last ? 0 : width - columns + GAP);
		return;
	}
	short_text = cut(text, width);
	shown = text_coloured(short_text, sense, colour);
	pad = width - text_columns(short_text) + GAP;
	fprintf(out, "%s%*s", shown, last ? 0 : (int)pad, "");
}

void
table_print(const struct table *table, FILE *out, unsigned width,
    bool colour)
{
	g_autofree unsigned *widths = measure(table);
	unsigned columns = table->headings->len;

	if (width > 0)
		fit(table, widths, width);
	while (columns > 0 && widths[columns - 1] == 0)
		columns--;
	for (unsigned c = 0; c < columns; c++)
		print_cell(out, table->headings->pdata[c],
		    text_columns(table->headings->pdata[c]), CELL_FAINT,
		    widths[c], c + 1 == columns, colour);
	fputc('\n', out);
	for (unsigned r = 0; r < table->rows->len; r++) {
		GPtrArray *row = table->rows->pdata[r];

		for (unsigned c = 0; c < MIN(row->len, columns); c++) {
			const struct cell *cell = row->pdata[c];

			print_cell(out, cell->text, cell->columns,
			    cell->sense, widths[c],
			    c + 1 == MIN(row->len, columns), colour);
		}
		fputc('\n', out);
	}
}
