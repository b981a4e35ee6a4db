/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and dates as agents read them. */
#include "french.h"

#include "harness.h"

static const struct {
	int64_t at;
	const char *text;
} times[] = {
	{ 0, "" },
	{ 1771000000, "13/02/2026 17:26" }, /* winter: UTC + 1 */
	{ 1774746000, "29/03/2026 03:00" }, /* the hour that is left out */
	{ 1774745999, "29/03/2026 01:59" },
	{ 1783000000, "02/07/2026 15:46" }, /* summer: UTC + 2 */
};

START_TEST(a_time_is_that_of_its_zone)
{
	g_autoptr(GTimeZone) paris = g_time_zone_new_identifier(
	    "Europe/Paris");
	g_autofree char *text = french_time(times[_i].at, paris);

	ck_assert_str_eq(text, times[_i].text);
}
END_TEST

static const struct {
	const char *iso, *text;
} dates[] = {
	{ "2026-03-15", "15/03/2026" },
	{ "2026-03-1", "2026-03-1" },
	{ "2026-03-155", "2026-03-155" },
	{ "demain", "demain" },
	{ "", "" },
	{ NULL, "" },
};

START_TEST(what_is_no_date_stays_as_it_is)
{
	g_autofree char *text = french_date(dates[_i].iso);

	ck_assert_str_eq(text, dates[_i].text);
}
END_TEST

HARNESS_MAIN("french",
    tcase_add_loop_test(tc, a_time_is_that_of_its_zone, 0,
	(int)G_N_ELEMENTS(times));
    tcase_add_loop_test(tc, what_is_no_date_stays_as_it_is, 0,
	(int)G_N_ELEMENTS(dates)))
