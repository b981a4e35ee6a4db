/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates.h"

#include "bench.h"

static const struct {
	const char *text, *date; /* NULL: none */
} dates[] = {
	{ "le 09/10/2026", "9 octobre 2026" },
	{ "9-10-26", "9 octobre 2026" },
	{ "9.10.2026", "9 octobre 2026" },
	{ "9 octobre 2026", "9 octobre 2026" },
	{ "1er février 2027", "1er février 2027" },
	{ "1 FÉVRIER 2027", "1er février 2027" },
	{ "2 nov. 2026", "2 novembre 2026" },
	{ "12 août 2026", "12 août 2026" },
	{ "Novembre 2026", "1er novembre 2026" },
	{ "soutenance fixée au 3 juillet 2026 à 14 h", "3 juillet 2026" },
	{ "29/02/2028", "29 février 2028" },
	{ "29/02/2027", NULL },
	{ "31/04/2026", NULL },
	{ "00/10/2026", NULL },
	{ "9/13/2026", NULL },
	{ "2026", NULL },
	{ "02 31 06 12 34", NULL }, /* a telephone */
	{ "14000 CAEN", NULL },
	{ "1/1/1949", NULL },
	{ "1/1/1950", "1er janvier 1950" },
	{ "1/1/2100", "1er janvier 2100" },
	{ "1/1/2101", NULL },
	{ "", NULL },
};

START_TEST(finds_dates)
{
	struct form *form = bench_form();
	struct text *text = text_of_string(form->rules, NULL,
	    dates[_i].text);
	g_autofree char *said = NULL;
	GDate date;

	if (dates_find(text, 0, text->words->len, &date, NULL))
		said = dates_say(&date);
	ck_assert_pstr_eq(said, dates[_i].date);
	text_free(text);
}
END_TEST

START_TEST(parses_iso)
{
	GDate date;

	ck_assert(dates_parse("2026-11-02", &date));
	ck_assert_uint_eq(g_date_get_day(&date), 2);
	ck_assert_uint_eq(g_date_get_month(&date), 11);
	ck_assert(!dates_parse("2026-11-31", &date));
	ck_assert(!dates_parse("2026-11", &date));
	ck_assert(!dates_parse("", &date));
}
END_TEST

HARNESS_MAIN("dates", bench_form();
    tcase_add_loop_test(tc, finds_dates, 0, G_N_ELEMENTS(dates));
    tcase_add_test(tc, parses_iso))
