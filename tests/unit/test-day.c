/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "day.h"

#include <glib.h>

#include "harness.h"

static const struct {
	const char *typed, *day; /* NULL: none */
} days[] = {
	{ "2026-02-13", "2026-02-13" },
	{ "13/02/2026", "2026-02-13" },
	{ "3/2/2026", "2026-02-03" },
	{ "29/02/2028", "2028-02-29" },
	{ "29/02/2026", NULL }, /* 2026 is no leap year */
	{ "02/13/2026", NULL }, /* the month comes second */
	{ "2026-2-13", NULL },
	{ "13/02/26", NULL },
	{ "13/02/2026/1", NULL },
	{ "2026-02", NULL },
	{ "0000-02-13", NULL },
	{ "-1/02/2026", NULL },
	{ "13/+2/2026", NULL },
	{ "013/02/2026", NULL },
	{ "/", NULL },
	{ "", NULL },
};

START_TEST(a_day_is_a_day)
{
	g_autofree char *day = day_typed(days[_i].typed);

	if (days[_i].day == NULL)
		ck_assert_ptr_null(day);
	else
		ck_assert_str_eq(day, days[_i].day);
}
END_TEST

static const struct {
	const char *iso, *text;
} iso_days[] = {
	{ "2026-03-15", "15/03/2026" },
	{ "2026-03-1", "2026-03-1" },
	{ "2026-03-155", "2026-03-155" },
	{ "demain", "demain" },
	{ "", "" },
	{ NULL, "" },
};

START_TEST(what_is_no_date_stays_as_it_is)
{
	g_autofree char *text = day_french(iso_days[_i].iso);

	ck_assert_str_eq(text, iso_days[_i].text);
}
END_TEST

HARNESS_MAIN("day",
    tcase_add_loop_test(tc, what_is_no_date_stays_as_it_is, 0,
	(int)G_N_ELEMENTS(iso_days));
    tcase_add_loop_test(tc, a_day_is_a_day, 0,
	    (int)G_N_ELEMENTS(days)))
