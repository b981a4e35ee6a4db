/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv.h"

#include "harness.h"

/* Each record as "LINE:CELL|CELL…", with "!" before it when its quotes are
 * wrong. */
static const struct {
	const char *text, *records;
} texts[] = {
	{ "", "" },
	{ "\n \r\n\t\n", "" },
	{ "a;b\n", "1:a|b " },
	{ "a;b", "1:a|b " },
	{ "a;b\r\nc;d\r\n", "1:a|b 2:c|d " },
	{ "\n\n a ; b \n\nc", "3:a|b 5:c " },
	{ ";\n;;", "1:| 2:|| " },
	{ "\"a;b\";c", "1:a;b|c " },
	{ "\"say \"\"a\"\"\";c", "1:say \"a\"|c " },
	{ "\"\";\"\"\"\"", "1:|\" " },
	{ " \"a\" ; b", "1:a|b " },
	{ "\"a\nb\";c\nd", "1:a\nb|c 3:d " },
	{ "a\"b;c\nd", "!1:a\"b|c 2:d " },
	{ "\"a\"b;c\nd", "!1:ab|c 2:d " },
	{ "\"a;b\nc", "!1:a;b\nc " },
	{ "\"", "!1: " },
	{ "a;\"\"\"", "!1:a|\" " },
};

START_TEST(reads_records)
{
	struct csv csv = { .at = texts[_i].text, .next_line = 1 };
	GString *records = g_string_new(NULL);
	char **cells;

	while ((cells = csv_next(&csv)) != NULL) {
		g_autofree char *joined = g_strjoinv("|", cells);

		g_string_append_printf(records, "%s%u:%s ",
		    csv.problem != NULL ? "!" : "", csv.line, joined);
		g_strfreev(cells);
	}
	ck_assert_str_eq(records->str, texts[_i].records);
	ck_assert_ptr_null(csv_next(&csv));
	g_string_free(records, TRUE);
}
END_TEST

HARNESS_MAIN("csv",
    tcase_add_loop_test(tc, reads_records, 0, G_N_ELEMENTS(texts)))
