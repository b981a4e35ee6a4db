/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "harness.h"

static const struct {
	const char *text;
	unsigned columns;
} widths[] = {
	{ "", 0 },
	{ "abc", 3 },
	{ "éàœ", 3 },
	{ "e\xcc\x81", 1 }, /* a combining accent takes no column */
	{ "日本", 4 },
};

START_TEST(columns_are_those_of_a_terminal)
{
	ck_assert_uint_eq(text_columns(widths[_i].text), widths[_i].columns);
}
END_TEST

static char *
printed(const struct table *table, unsigned width, bool colour)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	table_print(table, out, width, colour);
	fclose(out);
	return text;
}

static struct table *
sample(void)
{
	static const char *const headings[] = { "Nom", "<Établissement",
		"État", NULL };
	struct table *table = table_new(headings);

	table_row(table);
	table_cell(table, CELL_PLAIN, "HÉLÈNE");
	table_cell(table, CELL_PLAIN, "Centre hospitalier de la Côte");
	table_cell(table, CELL_GOOD, "complet");
	table_row(table);
	table_cell(table, CELL_PLAIN, "Al");
	table_cell(table, CELL_PLAIN, "CH\nEu");
	table_cell(table, CELL_BAD, "incomplet");
	return table;
}

START_TEST(columns_align_with_accents)
{
	struct table *table = sample();
	char *text = printed(table, 0, false);

	ck_assert_str_eq(text,
	    "Nom     Établissement                  État\n"
	    "HÉLÈNE  Centre hospitalier de la Côte  complet\n"
	    "Al      CH Eu                          incomplet\n");
	free(text);
	table_free(table);
}
END_TEST

START_TEST(elastic_column_is_cut_to_the_width)
{
	struct table *table = sample();
	char *text = printed(table, 40, false);

	ck_assert_str_eq(text,
	    "Nom     Établissement          État\n"
	    "HÉLÈNE  Centre hospitalier d…  complet\n"
	    "Al      CH Eu                  incomplet\n");
	free(text);
	table_free(table);
}
END_TEST

START_TEST(colour_only_where_asked)
{
	struct table *table = sample();
	char *plain = printed(table, 0, false);
	char *coloured = printed(table, 0, true);

	ck_assert_ptr_null(strchr(plain, '\033'));
	ck_assert_ptr_nonnull(strstr(coloured, "\033[32mcomplet\033[0m"));
	ck_assert_ptr_nonnull(strstr(coloured, "\033[1;31mincomplet"));
	free(plain);
	free(coloured);
	table_free(table);
}
END_TEST

HARNESS_MAIN("table",
    tcase_add_loop_test(tc, columns_are_those_of_a_terminal, 0,
	G_N_ELEMENTS(widths));
    tcase_add_test(tc, columns_align_with_accents);
    tcase_add_test(tc, elastic_column_is_cut_to_the_width);
    tcase_add_test(tc, colour_only_where_asked))
