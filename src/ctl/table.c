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
/* A chunk of texts: some hundred rows. */
#define TEXTS_BYTES 65536

struct cell {
	const char *text;
	unsigned columns;
	enum cell_sense sense;
};

/* Long lists are many small texts: they lie in a chunk and an array. */
struct table {
	GPtrArray *headings; /* char *, '<' removed */
	GArray *elastic;     /* bool */
	GArray *spare;       /* bool: may be left out */
	GStringChunk *texts;
	GArray *cells; /* struct cell, row by row */
	GArray *ends;  /* unsigned: of each row, in cells */
};

/* What colours a terminal's text, and takes no room there. */
#define SGR_START "\033["
#define SGR_END "m"

/* SGR codes by sense; NULL: none. */
static const char *const colours[] = {
	[CELL_PLAIN] = NULL,
	[CELL_GOOD] = "32",
	[CELL_BAD] = "1;31",
	[CELL_WARNING] = "33",
	[CELL_FAINT] = "2",
};

struct table *
table_new(const char *const *headings)
{
	struct table *table = g_new0(struct table, 1);

	table->headings = g_ptr_array_new_with_free_func(g_free);
	table->elastic = g_array_new(FALSE, FALSE, sizeof(bool));
	table->spare = g_array_new(FALSE, FALSE, sizeof(bool));
	table->texts = g_string_chunk_new(TEXTS_BYTES);
	table->cells = g_array_new(FALSE, FALSE, sizeof(struct cell));
	table->ends = g_array_new(FALSE, FALSE, sizeof(unsigned));
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
	g_string_chunk_free(table->texts);
	g_array_unref(table->cells);
	g_array_unref(table->ends);
	g_free(table);
}

/* Where row r begins and ends in cells. */
static unsigned
row_end(const struct table *table, unsigned r)
{
	return g_array_index(table->ends, unsigned, r);
}

static unsigned
row_begin(const struct table *table, unsigned r)
{
	return r > 0 ? row_end(table, r - 1) : 0;
}

void
table_row(struct table *table)
{
	g_array_append_val(table->ends, table->cells->len);
}

void
table_cell(struct table *table, enum cell_sense sense, const char *text)
{
	unsigned row = table->ends->len - 1;
	char *copy = g_string_chunk_insert(table->texts,
	    text != NULL ? text : "");
	struct cell cell = { .text = copy, .sense = sense };

	g_assert(table->cells->len - row_begin(table, row) <
	    table->headings->len);
	g_strdelimit(copy, "\n\r\t", ' ');
	cell.columns = text_columns(copy);
	g_array_append_val(table->cells, cell);
	g_array_index(table->ends, unsigned, row)++;
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
	return table->ends->len;
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
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		if (g_str_has_prefix(text, SGR_START))
			text += strcspn(text, SGR_END);
		else
			columns += letter_columns(g_utf8_get_char(text));
		if (*text == '\0')
			break;
	}
	return columns;
}

char *
text_coloured(const char *text, enum cell_sense sense, bool colour)
{
	if (!colour || colours[sense] == NULL)
		return g_strdup(text);
	return g_strdup_printf(SGR_START "%s" SGR_END "%s" SGR_START "0"
	    SGR_END, colours[sense], text);
}

/* The natural width of each column. */
static unsigned *
measure(const struct table *table)
{
	unsigned *widths = g_new0(unsigned, table->headings->len);

	for (unsigned c = 0; c < table->headings->len; c++)
		widths[c] = text_columns(table->headings->pdata[c]);
	for (unsigned r = 0; r < table->ends->len; r++) {
		unsigned begin = row_begin(table, r);

		for (unsigned i = begin; i < row_end(table, r); i++)
			widths[i - begin] = MAX(widths[i - begin],
			    g_array_index(table->cells, struct cell, i)
				.columns);
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

static void
print_row(const struct table *table, unsigned r, FILE *out,
    const unsigned *widths, unsigned columns, bool colour)
{
	unsigned begin = row_begin(table, r);
	unsigned end = MIN(row_end(table, r), begin + columns);

	/* Nothing is padded at the end of a line. */
	while (end > begin + 1 &&
	    g_array_index(table->cells, struct cell, end - 1).columns == 0)
		end--;
	for (unsigned i = begin; i < end; i++) {
		const struct cell *cell = &g_array_index(table->cells,
		    struct cell, i);

		print_cell(out, cell->text, cell->columns, cell->sense,
		    widths[i - begin], i + 1 == end, colour);
	}
	fputc('\n', out);
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
	for (unsigned r = 0; r < table->ends->len; r++)
		print_row(table, r, out, widths, columns, colour);
}
